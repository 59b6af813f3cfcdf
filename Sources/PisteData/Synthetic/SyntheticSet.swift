internal import PisteCore

/// The data sets that are drawn at random, so that the truth behind them is known.
enum SyntheticSet: String, CaseIterable {
  case spirals
  case moons
  case linearRegression = "linear-regression"

  /// Standard deviation of the noise unless the request names one.
  var defaultNoise: Double {
    switch self {
    case .spirals, .moons, .linearRegression: 0.1
    }
  }

  func draw(rows: Int, noise: Double, from stream: inout RandomStream) -> RawTable {
    switch self {
    case .spirals: Spirals.draw(rows: rows, noise: noise, from: &stream)
    case .moons: Moons.draw(rows: rows, noise: noise, from: &stream)
    case .linearRegression: LinearRegression.draw(rows: rows, noise: noise, from: &stream)
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
  }

  func decode(_ request: DataSetRequest) throws(DataError) -> RawData {
    var stream = RandomStream(seed: request.splitSeed, purpose: set.rawValue)
    let table = set.draw(
      rows: request.rows, noise: request.noise ?? set.defaultNoise, from: &stream)
    var digest = DigestBuilder()
    if case .numbers(let values) = table.values { values.withUnsafeBytes { digest.add($0) } }
    switch table.target {
    case .classes(let labels, _): labels.withUnsafeBytes { digest.add($0) }
    case .numbers(let values): values.withUnsafeBytes { digest.add($0) }
    }
    return RawData(table: table, test: nil, digest: digest.hex)
  }
}
