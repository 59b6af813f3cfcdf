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

  /// Whether four rows are the table of the exclusive or.
  private func isTable(_ data: DataSet) -> Bool {
    Array(data.training.inputs) == [-1, -1, -1, 1, 1, -1, 1, 1]
      && Array(data.training.labels) == [0, 1, 1, 0]
  }

  @Test func fourCornersAreTheTableOfTheExclusiveOr() throws {
    let data = try load("xor", rows: 4, ["dataset.points": "corners"])
    #expect(data.facts.task == .binary)
    #expect(isTable(data))
    let impostors = [
      try load("moons", rows: 4),
      try load("xor", rows: 4, noise: 1e-3, ["dataset.points": "corners"]),
    ]
    for impostor in impostors {
      withKnownIssue("other rows must be caught") { #expect(isTable(impostor)) }
    }
  }

  /// Rows whose class is not that of their quarter, or which lie outside the square.
  private func misplaced(_ data: DataSet) -> Int {
    (0..<data.training.count).count { row in
      let (x, y) = (data.training.inputs[2 * row], data.training.inputs[2 * row + 1])
      return data.training.labels[row] != (x * y < 0 ? 1 : 0) || abs(x) > 1 || abs(y) > 1
    }
  }

  @Test func oppositeQuartersAreOneClass() throws {
    #expect(misplaced(try load("xor")) == 0)
    // With noise some points lie on the wrong side, and only near the axes.
    let noisy = try load("xor", noise: 0.1)
    let wrong = (0..<1000).filter { row in
      let product = noisy.training.inputs[2 * row] * noisy.training.inputs[2 * row + 1]
      return noisy.training.labels[row] != (product < 0 ? 1 : 0)
    }
    #expect((10...250).contains(wrong.count))
    for impostor in [noisy, try load("moons"), try load("spirals")] {
      withKnownIssue("points of other quarters must be caught") {
        #expect(misplaced(impostor) == 0)
      }
    }
  }

  /// The largest distance of a row from its arm, or of the disc's edge from 2 × turns.
  private func armError(_ data: DataSet, turns: Double) -> Double {
    var (errors, radii): ([Double], [Double]) = ([], [])
    for row in 0..<data.training.count {
      let x = Double(data.training.inputs[2 * row])
      let y = Double(data.training.inputs[2 * row + 1])
      let radius = (x * x + y * y).squareRoot()
      let angle = Double.pi * (radius + Double(data.training.labels[row]))
      errors += [abs(x - radius * cos(angle)), abs(y - radius * sin(angle))]
      radii.append(radius)
    }
    let largest = LargestError.of(radii)
    return largest < 2 * turns && largest > 2 * turns - 0.2 ? LargestError.of(errors) : .infinity
  }

  @Test func moreTurnsAreALargerDiscWithArmsAsFarApart() throws {
    #expect(armError(try load("spirals", ["dataset.turns": 3]), turns: 3) < 1e-5)
    let impostors = [
      try load("spirals", ["dataset.turns": 2.5]), try load("moons"),
      try load("spirals", noise: 1e-3, ["dataset.turns": 3]),
    ]
    for impostor in impostors {
      withKnownIssue("points off these arms must be caught") {
        #expect(armError(impostor, turns: 3) < 1e-5)
      }
    }
  }

  /// The largest distance from what the teacher of widths 3, 4, 2 and 1 says, drawn once more from
  /// the stream that the documentation names.
  private func teacherError(_ data: DataSet, tanh isTanh: Bool = true) -> Double {
    var stream = RandomStream(seed: 0, purpose: "teacher-student")
    let layers = [(3, 4), (4, 2), (2, 1)].map { inputs, outputs in
      let scale = 1 / Double(inputs).squareRoot()
      let weights = (0..<inputs * outputs).map { _ in scale * stream.normal() }
      return (weights, (0..<outputs).map { _ in scale * stream.normal() })
    }
    return LargestError.of(
      (0..<50).flatMap { row in
        var activations = (0..<3).map { _ in stream.normal() }
        var errors = activations.enumerated().map { place, value in
          abs(Double(data.training.inputs[3 * row + place] - Float(value)))
        }
        for (index, (weights, biases)) in layers.enumerated() {
          let sums = biases.indices.map { unit in
            activations.indices.reduce(biases[unit]) {
              $0 + weights[unit * activations.count + $1] * activations[$1]
            }
          }
          activations = index == 2 || !isTanh ? sums : sums.map { tanh($0) }
        }
        _ = stream.normal()  // The noise is drawn, and counts for nothing.
        errors.append(abs(Double(data.training.targets[row] - Float(activations[0]))))
        return errors
      })
  }

  @Test func theTargetIsWhatTheTeacherSays() throws {
    let widths: Settings = ["dataset.features": 3, "dataset.teacher_hidden": [4, 2]]
    let data = try load("teacher-student", rows: 50, widths)
    #expect(teacherError(data) < 1e-6)
    withKnownIssue("a linear teacher must be caught") {
      #expect(teacherError(data, tanh: false) < 1e-6)
    }
    let impostors = [
      try load("teacher-student", rows: 50, noise: 1e-3, widths),
      try load(
        "teacher-student", rows: 50,
        ["dataset.features": 3, "dataset.teacher_hidden": [2, 4]]),
    ]
    for impostor in impostors {
      withKnownIssue("another teacher, or noise, must be caught") {
        #expect(teacherError(impostor) < 1e-6)
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

  @Test func theTeachersNoiseIsInTheTargetAlone() throws {
    let exact = try load("teacher-student")
    #expect(exact.facts.task == .regression)
    // The variance of 1000 normal numbers is known to √(2/1000) of itself: five standard errors.
    #expect(noiseError(exact, try load("teacher-student", noise: 0.5)) < 0.23)
    let impostors = [
      try load("teacher-student", noise: 0.6), exact, try load("linear-regression", noise: 0.5),
    ]
    for impostor in impostors {
      withKnownIssue("other noise, or other rows, must be caught") {
        #expect(noiseError(exact, impostor) < 0.23)
      }
    }
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
