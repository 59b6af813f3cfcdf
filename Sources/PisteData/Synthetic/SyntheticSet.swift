internal import PisteCore

/// The data sets that are drawn at random, so that the truth behind them is known.
enum SyntheticSet: String, CaseIterable {
  case spirals
  case moons
  case xor
  case linearRegression = "linear-regression"
  case teacherStudent = "teacher-student"
  case quadratic
  case rosenbrock

  /// Standard deviation of the noise unless the request names one.
  var defaultNoise: Double {
    switch self {
    case .spirals, .moons, .xor, .linearRegression, .teacherStudent: 0.1
    case .quadratic, .rosenbrock: 0
    }
  }

  /// What the set's other settings are unless the request gives them.
  var defaultArguments: Settings {
    switch self {
    case .spirals: ["dataset.turns": 1.5]
    case .moons, .linearRegression: Settings()
    case .xor: ["dataset.points": "square"]
    case .teacherStudent: ["dataset.features": 10, "dataset.teacher_hidden": [16]]
    case .quadratic:
      [
        "dataset.spectrum": [], "dataset.condition": 100, "dataset.dimension": 10,
        "dataset.rotate": true,
      ]
    case .rosenbrock: ["dataset.dimension": 2]
    }
  }

  /// The dotted names of all arguments of all sets.
  static let argumentKeys = Set(allCases.flatMap(\.defaultArguments.keys)).sorted()

  func draw(
    rows: Int, noise: Double, _ arguments: SyntheticArguments, from stream: inout RandomStream
  ) -> RawTable {
    switch self {
    case .spirals:
      Spirals.draw(
        rows: rows, noise: noise, turns: arguments.number("dataset.turns"), from: &stream)
    case .moons: Moons.draw(rows: rows, noise: noise, from: &stream)
    case .xor:
      ExclusiveOr.draw(
        rows: rows, noise: noise, atCorners: arguments.text("dataset.points") == "corners",
        from: &stream)
    case .linearRegression: LinearRegression.draw(rows: rows, noise: noise, from: &stream)
    case .teacherStudent:
      TeacherStudent.draw(
        rows: rows, noise: noise, features: arguments.integer("dataset.features"),
        hidden: arguments.integers("dataset.teacher_hidden"), from: &stream)
    case .quadratic, .rosenbrock:
      ShiftedRows.draw(rows: rows, noise: noise, width: arguments.dimension, from: &stream)
    }
  }
}

/// A data set drawn from the stream of the split seed.
struct SyntheticSource: DataSource {
  /// The most rows that are drawn.
  static let largest = 10_000_000

  private let set: SyntheticSet

  var files: [String] { [] }
  var testFile: String? { nil }

  init(_ set: SyntheticSet, _ request: inout DataSetRequest) throws(DataError) {
    self.set = set
    let noise = request.noise ?? set.defaultNoise
    guard (1...Self.largest).contains(request.rows) else {
      throw DataError(
        .outOfRange, "a synthetic set of \(request.rows) rows",
        hint: "give a count from 1 to \(Self.largest)", setting: "dataset.rows")
    }
    guard noise >= 0, noise.isFinite else {
      throw DataError(
        .outOfRange, "a noise of \(NumberFormat.plain(noise))",
        hint: "give a standard deviation from 0", setting: "dataset.noise")
    }
    request.noise = noise
    let arguments = SyntheticArguments(set, request.arguments)
    try arguments.check()
    let numbers = request.rows.multipliedReportingOverflow(by: arguments.width)
    guard !numbers.overflow, numbers.partialValue <= 1 << 30 else {
      throw DataError(
        .outOfRange, "\(request.rows) rows of \(arguments.width) numbers are more than 2³⁰ numbers",
        hint: "make fewer rows", setting: "dataset.rows")
    }
  }

  func decode(_ request: DataSetRequest) throws(DataError) -> RawData {
    var stream = RandomStream(seed: request.splitSeed, purpose: set.rawValue)
    let table = set.draw(
      rows: request.rows, noise: request.noise ?? set.defaultNoise,
      SyntheticArguments(set, request.arguments), from: &stream)
    var digest = DigestBuilder()
    digest.add(table)
    if case .quadratic(let form)? = try ObjectiveFunction(request) { digest.add(form) }
    return RawData(table: table, test: nil, digest: digest.hex)
  }
}

extension DigestBuilder {
  /// Adds the values of a table of numbers, then its target.
  mutating func add(_ table: RawTable) {
    if case .numbers(let values) = table.values { values.withUnsafeBytes { add($0) } }
    switch table.target {
    case .classes(let labels, _): labels.withUnsafeBytes { add($0) }
    case .numbers(let values): values.withUnsafeBytes { add($0) }
    case .nothing: break
    }
  }

  /// Adds a quadratic form.
  mutating func add(_ form: QuadraticForm) {
    form.eigenvalues.withUnsafeBytes { add($0) }
    form.rotation?.withUnsafeBytes { add($0) }
  }
}
