import Foundation
import PisteCore
import PisteData
import PisteTraining
import Testing

/// The function in Float64, where everything is known in closed form.
@Suite struct QuadraticObjectiveTests {
  private static func axes(_ eigenvalues: [Double]) -> FunctionCase<Double> {
    FunctionCase(.quadratic(QuadraticForm(eigenvalues: eigenvalues)))
  }

  private static func rotated(rows: Int = 5) throws -> (FunctionCase<Double>, QuadraticForm) {
    let request = DataSetRequest(
      name: "quadratic", arguments: ["dataset.spectrum": [3, 1, 0.5, 0.01, 0]])
    guard case .quadratic(let form) = try #require(try ObjectiveFunction(request)) else {
      throw DataError(.badData, "'quadratic' is no quadratic form")
    }
    var random = RandomStream(seed: 2, purpose: "rows")
    let points = (0..<rows).map { _ in (0..<5).map { _ in random.normal() } }
    return (FunctionCase(.quadratic(form), rows: points), form)
  }

  /// ½·(θ − x)ᵀQ(θ − x) as it stands, with Q written out.
  @Test func valueAndGradientAreThoseOfTheMatrix() throws {
    let (function, form) = try Self.rotated()
    let rotation = try #require(form.rotation)
    let values = form.eigenvalues
    func entry(_ row: Int, _ column: Int) -> Double {
      (0..<5).reduce(0.0) { sum, axis in
        sum + rotation[axis * 5 + row] * values[axis] * rotation[axis * 5 + column]
      }
    }
    let point = [0.3, -1, 2, 0.1, 0.7]
    var value = 0.0
    var gradient = [Double](repeating: 0, count: 5)
    for row in 0..<5 {
      let z = (0..<5).map { point[$0] - function.batch.inputs[row * 5 + $0] }
      for place in 0..<5 {
        let image = (0..<5).reduce(0.0) { sum, other in sum + entry(place, other) * z[other] }
        value += 0.5 * z[place] * image / 5
        gradient[place] += image / 5
      }
    }
    #expect(abs(function.value(at: point) - value) < 1e-13)
    for (found, expected) in zip(function.gradient(at: point), gradient) {
      #expect(abs(found - expected) < 1e-13)
    }
  }

  @Test func floatAgreesWithDouble() throws {
    let (function, form) = try Self.rotated()
    let rows = (0..<5).map { row in (0..<5).map { function.batch.inputs[row * 5 + $0] } }
    let narrow = FunctionCase<Float>(.quadratic(form), rows: rows)
    let point = [0.3, -1, 2, 0.1, 0.7]
    #expect(abs(narrow.value(at: point) / function.value(at: point) - 1) < 1e-6)
    for (found, expected) in zip(narrow.gradient(at: point), function.gradient(at: point)) {
      #expect(abs(found - expected) < 1e-6)
    }
  }

  @Test func descentIsAGeometricSeriesOnEveryAxis() {
    let eigenvalues = [0.2, 1, 3, 10]
    let path = Self.axes(eigenvalues).path(.sgd(), rate: 0.05, steps: 40)
    for (step, point) in path.enumerated() {
      for (value, eigenvalue) in zip(point, eigenvalues) {
        let expected = pow(1 - 0.05 * eigenvalue, Double(step + 1))
        #expect(abs(value - expected) <= 1e-10 * abs(expected) + 1e-15)
      }
    }
  }

  /// x_{t+1} = (1 + b − e·l)·x_t − b·x_{t−1} with x_1 = (1 − e·l)·x_0.
  @Test func theHeavyBallIsItsRecurrenceOnEveryAxis() {
    let eigenvalues = [0.2, 1, 3, 10]
    let path = Self.axes(eigenvalues).path(.sgd(momentum: 0.9), rate: 0.05, steps: 40)
    for (axis, eigenvalue) in eigenvalues.enumerated() {
      var (before, now) = (1.0, 1 - 0.05 * eigenvalue)
      for point in path {
        #expect(abs(point[axis] - now) <= 1e-10 * max(abs(now), 1e-3))
        (before, now) = (now, (1.9 - 0.05 * eigenvalue) * now - 0.9 * before)
      }
    }
    withKnownIssue("plain descent is no heavy ball") {
      let impostor = Self.axes(eigenvalues).path(.sgd(), rate: 0.05, steps: 40)
      #expect(impostor == path)
    }
  }

  /// Descent turns no axis: rotated, its distance from the minimum falls by the same series.
  @Test func aRotationChangesNoDistance() throws {
    let request = DataSetRequest(
      name: "quadratic", arguments: ["dataset.spectrum": [2, 2, 2, 2, 2, 2]])
    let function = try #require(try ObjectiveFunction(request))
    let path = FunctionCase<Double>(function).path(.sgd(), rate: 0.1, steps: 20)
    for (step, point) in path.enumerated() {
      let length = point.reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(abs(length / (6.0.squareRoot() * pow(0.8, Double(step + 1))) - 1) < 1e-12)
    }
  }

  @Test(arguments: [
    Rule.sgd(momentum: 0.9, nesterov: true), .adam(), .adam(amsgrad: true), .adamW(decay: 0.01),
  ])
  func everyRuleWorksOnABarePoint(rule: Rule) {
    let function = Self.axes([1, 0.1])
    let path = function.path(rule, rate: 0.05, steps: 300)
    #expect(function.value(at: path[299]) < 1e-2 * function.value(at: [1, 1]))
  }

  @Test func theLayoutIsOneBareVector() {
    let network = Self.axes([1, 2, 3]).network()
    #expect(network.layout.parameterCount == 3)
    #expect(network.layout.tensors.map(\.role) == [.point])
    #expect(network.tensors() == [NamedTensor(name: "theta", shape: [3], values: [1, 1, 1])])
    let gaps = network.parameters.values.dropFirst(3)
    #expect(gaps.count == 13 && gaps.allSatisfy { $0 == 0 })
  }
}
