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

  /// The largest distance of a row from its arm of three half turns.
  private func spiralError(_ data: DataSet) -> Double {
    LargestError.of(
      (0..<data.training.count).flatMap { row in
        let x = Double(data.training.inputs[2 * row])
        let y = Double(data.training.inputs[2 * row + 1])
        let radius = (x * x + y * y).squareRoot()
        let angle = Double.pi * (radius + Double(data.training.labels[row]))
        guard radius < 3 else { return [Double.infinity] }
        return [abs(x - radius * cos(angle)), abs(y - radius * sin(angle))]
      })
  }

  @Test func spiralsWithoutNoiseLieOnTheirArms() throws {
    let data = try load("spirals", noise: 0)
    #expect(data.facts.task == .binary)
    #expect(spiralError(data) < 1e-5)
    for impostor in [try load("spirals", noise: 1e-3), try load("moons", noise: 0)] {
      withKnownIssue("points off the arms must be caught") {
        #expect(spiralError(impostor) < 1e-5)
      }
    }
  }

  /// The largest distance of a row from the half circle of its class.
  private func moonError(_ data: DataSet) -> Double {
    LargestError.of(
      (0..<data.training.count).map { row in
        let isInner = data.training.labels[row] == 1
        let x = Double(data.training.inputs[2 * row]) - (isInner ? 1 : 0)
        let y = Double(data.training.inputs[2 * row + 1]) - (isInner ? 0.5 : 0)
        let isOnItsSide = isInner ? y < 1e-6 : y > -1e-6
        return isOnItsSide ? abs(x * x + y * y - 1) : .infinity
      })
  }

  @Test func moonsWithoutNoiseLieOnTheirCircles() throws {
    #expect(moonError(try load("moons", noise: 0)) < 1e-5)
    for impostor in [try load("moons", noise: 1e-3), try load("spirals", noise: 0)] {
      withKnownIssue("points off the circles must be caught") {
        #expect(moonError(impostor) < 1e-5)
      }
    }
  }

  /// How far the variance of what noise adds to targets is from 0.25; infinity if inputs differ.
  private func noiseError(_ exact: DataSet, _ noisy: DataSet) -> Double {
    guard exact.training.inputs.elementsEqual(noisy.training.inputs) else { return .infinity }
    let squares = zip(exact.training.targets, noisy.training.targets).map { ($0 - $1) * ($0 - $1) }
    let variance: Float = squares.reduce(0, +) / 1000
    return Double(abs(variance / 0.25 - 1))
  }

  @Test func linearRegressionIsLinearUpToItsNoise() throws {
    let exact = try load("linear-regression", noise: 0)
    let noisy = try load("linear-regression", noise: 0.5)
    #expect(exact.facts.features == 10)
    #expect(exact.facts.task == .regression)
    // The variance of 1000 normal numbers is known to √(2/1000) of itself: five standard errors.
    #expect(noiseError(exact, noisy) < 0.23)
    let others = [
      try load("linear-regression", noise: 0.6), exact,
      try load("linear-regression", noise: 0.5, seed: 1),
    ]
    for impostor in others {
      withKnownIssue("other noise, or other rows, must be caught") {
        #expect(noiseError(exact, impostor) < 0.23)
      }
    }
    // Without noise eleven unknowns explain a thousand rows; with it they cannot, and neither can
    // they explain a teacher that is not linear.
    #expect(residual(exact) < 1e-4)
    for impostor in [noisy, try load("teacher-student", noise: 0)] {
      withKnownIssue("what is not linear must be caught") { #expect(residual(impostor) < 1e-4) }
    }
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

  /// What tells another set from `first` that should be the same one.
  private func differences(_ first: DataSet, _ other: DataSet) -> [String] {
    var differences: [String] = []
    if first.facts.digest != other.facts.digest { differences.append("another digest") }
    if !first.training.inputs.elementsEqual(other.training.inputs) {
      differences.append("other inputs")
    }
    if !first.training.targets.elementsEqual(other.training.targets) {
      differences.append("other targets")
    }
    return differences
  }

  @Test(arguments: [
    "spirals", "moons", "xor", "linear-regression", "teacher-student", "quadratic", "rosenbrock",
  ])
  func theSeedAloneDecides(name: String) throws {
    // Noise, since functions have nothing else that is drawn for their rows.
    let first = try load(name, noise: 0.2)
    #expect(first.training.count == 1000)
    #expect(differences(first, try load(name, noise: 0.2)) == [])
    let others = [
      try load(name, noise: 0.2, seed: 1), try load(name, noise: 0.3),
      try load(name, rows: 999, noise: 0.2),
    ]
    for other in others {
      withKnownIssue("another seed, other noise or a row less must be caught") {
        #expect(differences(first, other) == [])
      }
    }
    #expect(Set(([first] + others).map(\.facts.digest)).count == 4)
    let more = try load(name, rows: 1200, noise: 0.2)
    #expect(more.training.inputs.starts(with: first.training.inputs))
    withKnownIssue("rows of another seed at the front must be caught") {
      #expect(more.training.inputs.starts(with: others[0].training.inputs))
    }
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
