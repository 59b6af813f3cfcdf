import Foundation
import PisteCore
import PisteData
import PisteTestSupport
import Testing

@Suite struct MadeUpSetTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func load(
    _ name: String, rows: Int = 1000, noise: Double = 0, _ arguments: Settings = [:]
  ) throws -> DataSet {
    try DataSets.load(
      DataSetRequest(
        name: name, validation: 0, test: 0, normalize: "none", rows: rows, noise: noise,
        arguments: arguments), cache: DataCache(directory: folder.path))
  }

  @Test func fourCornersAreTheTableOfTheExclusiveOr() throws {
    let data = try load("xor", rows: 4, ["dataset.points": "corners"])
    #expect(data.facts.task == .binary)
    #expect(Array(data.training.inputs) == [-1, -1, -1, 1, 1, -1, 1, 1])
    #expect(Array(data.training.labels) == [0, 1, 1, 0])
  }

  @Test func oppositeQuartersAreOneClass() throws {
    let data = try load("xor")
    for row in 0..<data.training.count {
      let product = data.training.inputs[2 * row] * data.training.inputs[2 * row + 1]
      #expect(data.training.labels[row] == (product < 0 ? 1 : 0))
    }
    #expect(data.training.inputs.allSatisfy { abs($0) <= 1 })
    // With noise some points lie on the wrong side, and only near the axes.
    let noisy = try load("xor", noise: 0.1)
    let wrong = (0..<1000).filter { row in
      let product = noisy.training.inputs[2 * row] * noisy.training.inputs[2 * row + 1]
      return noisy.training.labels[row] != (product < 0 ? 1 : 0)
    }
    #expect((10...250).contains(wrong.count))
  }

  @Test func moreTurnsAreALargerDiscWithArmsAsFarApart() throws {
    let data = try load("spirals", ["dataset.turns": 3])
    var radii: [Double] = []
    for row in 0..<data.training.count {
      let x = Double(data.training.inputs[2 * row])
      let y = Double(data.training.inputs[2 * row + 1])
      let radius = (x * x + y * y).squareRoot()
      let angle = Double.pi * (radius + Double(data.training.labels[row]))
      #expect(abs(x - radius * cos(angle)) < 1e-5)
      #expect(abs(y - radius * sin(angle)) < 1e-5)
      radii.append(radius)
    }
    let largest = LargestError.of(radii)
    #expect(largest < 6 && largest > 5.8)
  }

  /// The teacher drawn once more from the stream that the documentation names.
  @Test func theTargetIsWhatTheTeacherSays() throws {
    let data = try load(
      "teacher-student", rows: 50,
      ["dataset.features": 3, "dataset.teacher_hidden": [4, 2]])
    var stream = RandomStream(seed: 0, purpose: "teacher-student")
    let layers = [(3, 4), (4, 2), (2, 1)].map { inputs, outputs in
      let scale = 1 / Double(inputs).squareRoot()
      let weights = (0..<inputs * outputs).map { _ in scale * stream.normal() }
      return (weights, (0..<outputs).map { _ in scale * stream.normal() })
    }
    for row in 0..<50 {
      var activations = (0..<3).map { _ in stream.normal() }
      for (place, value) in activations.enumerated() {
        #expect(data.training.inputs[3 * row + place] == Float(value))
      }
      for (index, (weights, biases)) in layers.enumerated() {
        let sums = biases.indices.map { unit in
          activations.indices.reduce(biases[unit]) {
            $0 + weights[unit * activations.count + $1] * activations[$1]
          }
        }
        activations = index == 2 ? sums : sums.map { tanh($0) }
      }
      _ = stream.normal()  // The noise is drawn, and counts for nothing.
      #expect(abs(data.training.targets[row] - Float(activations[0])) < 1e-6)
    }
  }

  @Test func theTeachersNoiseIsInTheTargetAlone() throws {
    let exact = try load("teacher-student")
    let noisy = try load("teacher-student", noise: 0.5)
    #expect(exact.facts.task == .regression)
    #expect(exact.training.inputs.elementsEqual(noisy.training.inputs))
    let squares = zip(exact.training.targets, noisy.training.targets).map { ($0 - $1) * ($0 - $1) }
    // The variance of 1000 normal numbers is known to √(2/1000) of itself: five standard errors.
    let variance: Float = squares.reduce(0, +) / 1000
    #expect(abs(variance / 0.25 - 1) < 0.23)
  }

  @Test func argumentsHaveRanges() {
    let faults: [(String, Settings)] = [
      ("spirals", ["dataset.turns": 0]), ("xor", ["dataset.points": "circle"]),
      ("teacher-student", ["dataset.features": 0]),
      ("teacher-student", ["dataset.teacher_hidden": [0]]),
      ("quadratic", ["dataset.condition": 0.5]), ("quadratic", ["dataset.dimension": 1001]),
      ("quadratic", ["dataset.spectrum": [1, -1]]), ("rosenbrock", ["dataset.dimension": 1]),
    ]
    for (name, arguments) in faults {
      let fault = #expect(throws: DataError.self) { try load(name, arguments) }
      #expect(fault?.setting == arguments.keys.first)
    }
  }
}
