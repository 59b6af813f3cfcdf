import Foundation
import PisteCore
import PisteData
import PisteTestSupport
import Testing

@Suite struct SyntheticSetTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func load(
    _ name: String, rows: Int = 1000, noise: Double? = nil, seed: UInt64 = 0
  ) throws -> DataSet {
    try DataSets.load(
      DataSetRequest(
        name: name, validation: 0, test: 0, normalize: "none", splitSeed: seed, rows: rows,
        noise: noise), cache: DataCache(directory: folder.path))
  }

  @Test func spiralsWithoutNoiseLieOnTheirArms() throws {
    let data = try load("spirals", noise: 0)
    #expect(data.facts.task == .binary)
    for row in 0..<data.training.count {
      let x = Double(data.training.inputs[2 * row])
      let y = Double(data.training.inputs[2 * row + 1])
      let radius = (x * x + y * y).squareRoot()
      let angle = Double.pi * (radius + Double(data.training.labels[row]))
      #expect(radius < 3)
      #expect(abs(x - radius * cos(angle)) < 1e-5)
      #expect(abs(y - radius * sin(angle)) < 1e-5)
    }
  }

  @Test func moonsWithoutNoiseLieOnTheirCircles() throws {
    let data = try load("moons", noise: 0)
    for row in 0..<data.training.count {
      let isInner = data.training.labels[row] == 1
      let x = data.training.inputs[2 * row] - (isInner ? 1 : 0)
      let y = data.training.inputs[2 * row + 1] - (isInner ? 0.5 : 0)
      #expect(abs(x * x + y * y - 1) < 1e-5)
      #expect(isInner ? y < 1e-6 : y > -1e-6)
    }
  }

  @Test func linearRegressionIsLinearUpToItsNoise() throws {
    let exact = try load("linear-regression", noise: 0)
    let noisy = try load("linear-regression", noise: 0.5)
    #expect(exact.facts.features == 10)
    #expect(exact.facts.task == .regression)
    #expect(exact.training.inputs.elementsEqual(noisy.training.inputs))
    let squares = zip(exact.training.targets, noisy.training.targets).map { ($0 - $1) * ($0 - $1) }
    let variance = squares.reduce(0, +) / 1000
    // The variance of 1000 normal numbers is known to √(2/1000) of itself: five standard errors.
    #expect(abs(variance / 0.25 - 1) < 0.23)
    // Without noise eleven unknowns explain a thousand rows; with it they cannot.
    #expect(residual(exact) < 1e-4)
    withKnownIssue { #expect(residual(noisy) < 1e-4) }
  }

  /// The largest residual of the least-squares fit, by Gauss elimination of the normal equations.
  private func residual(_ data: DataSet) -> Double {
    let width = data.facts.features + 1
    let rows = (0..<data.training.count).map { row in
      (0..<width - 1).map { Double(data.training.inputs[row * (width - 1) + $0]) } + [1]
    }
    let targets = data.training.targets.map { Double($0) }
    var system = (0..<width).map { i in
      (0..<width).map { j in rows.reduce(0) { $0 + $1[i] * $1[j] } }
        + [zip(rows, targets).reduce(0) { $0 + $1.0[i] * $1.1 }]
    }
    for pivot in 0..<width {
      for other in 0..<width where other != pivot {
        let factor = system[other][pivot] / system[pivot][pivot]
        for column in 0...width { system[other][column] -= factor * system[pivot][column] }
      }
    }
    let weights = (0..<width).map { system[$0][width] / system[$0][$0] }
    return LargestError.of(
      zip(rows, targets).map { row, target in
        abs(zip(row, weights).reduce(-target) { $0 + $1.0 * $1.1 })
      })
  }

  @Test(arguments: [
    "spirals", "moons", "xor", "linear-regression", "teacher-student", "quadratic", "rosenbrock",
  ])
  func theSeedAloneDecides(name: String) throws {
    let first = try load(name)
    #expect(first.training.count == 1000)
    #expect(try load(name).facts.digest == first.facts.digest)
    #expect(try load(name, seed: 1).facts.digest != first.facts.digest)
    #expect(try load(name, noise: 0.3).facts.digest != first.facts.digest)
    let more = try load(name, rows: 1200)
    #expect(more.training.inputs.starts(with: first.training.inputs))
  }

  @Test func rowsAndNoiseHaveRanges() {
    #expect(throws: DataError.self) { try load("moons", rows: 0) }
    #expect(throws: DataError.self) { try load("moons", rows: 10_000_001) }
    #expect(throws: DataError.self) { try load("moons", noise: -0.1) }
    #expect(throws: DataError.self) { try load("moons", noise: .infinity) }
  }

  @Test(arguments: ["moons", "spirals", "teacher-student", "linear-regression"])
  func numbersThatFloat32DoesNotHoldAreAFaultOfTheData(name: String) throws {
    #expect {
      try load(name, noise: 1e300)
    } throws: { error in
      (error as? DataError)?.message.contains("beyond what Float32 holds") == true
    }
  }
}
