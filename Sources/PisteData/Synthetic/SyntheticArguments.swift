internal import PisteCore

/// The settings that only some made-up sets have, with the set's defaults behind them.
struct SyntheticArguments {
  /// The most numbers a row may have, and the largest dimension of a function.
  static let widest = 1000

  /// What is given, is the set's, and is not at its default.
  let stated: Settings
  private let values: Settings

  /// Takes what the set has among `given`.
  init(_ set: SyntheticSet, _ given: Settings) {
    let defaults = set.defaultArguments
    var stated = given.values.filter { defaults[$0.key] != nil && defaults[$0.key] != $0.value }
    if stated["dataset.spectrum"] != nil {
      // The eigenvalues say all that these two could.
      stated["dataset.condition"] = nil
      stated["dataset.dimension"] = nil
    }
    self.stated = Settings(stated)
    values = defaults.merging(Settings(stated))
  }

  func number(_ key: String) -> Double { values[key]?.number ?? 0 }
  func integer(_ key: String) -> Int { values[key]?.integer ?? 0 }
  func text(_ key: String) -> String { values[key]?.text ?? "" }
  func bool(_ key: String) -> Bool { values[key]?.bool ?? false }
  func numbers(_ key: String) -> [Double] { values[key]?.list?.compactMap(\.number) ?? [] }
  func integers(_ key: String) -> [Int] { values[key]?.list?.compactMap(\.integer) ?? [] }

  /// D of a function.
  var dimension: Int {
    let spectrum = numbers("dataset.spectrum")
    return spectrum.isEmpty ? integer("dataset.dimension") : spectrum.count
  }

  /// How many numbers a row has.
  var width: Int {
    values["dataset.features"]?.integer ?? (values["dataset.dimension"] == nil ? 2 : dimension)
  }

  /// Checks what an experiment file's check would tell first, for whoever comes without one.
  func check() throws(DataError) {
    try require("dataset.turns", "a count above 0, up to 100") { $0 > 0 && $0 <= 100 }
    try require("dataset.condition", "a ratio from 1") { $0 >= 1 && $0.isFinite }
    try require("dataset.features", "a count from 1 to \(Self.widest)") {
      (1...Double(Self.widest)).contains($0)
    }
    let least = values["dataset.spectrum"] == nil ? 2 : 1
    try require("dataset.dimension", "a count from \(least) to \(Self.widest)") {
      (Double(least)...Double(Self.widest)).contains($0)
    }
    let points = text("dataset.points")
    guard ["", "square", "corners"].contains(points) else {
      throw DataError(
        .unknownChoice, "unknown points '\(points)'", hint: "the choices are square, corners",
        setting: "dataset.points")
    }
    guard integers("dataset.teacher_hidden").allSatisfy({ (1...4096).contains($0) }) else {
      throw DataError(
        .outOfRange, "a teacher with hidden layers of \(integers("dataset.teacher_hidden"))",
        hint: "give widths from 1 to 4096", setting: "dataset.teacher_hidden")
    }
    let spectrum = numbers("dataset.spectrum")
    guard spectrum.count <= Self.widest, spectrum.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw DataError(
        .outOfRange,
        spectrum.count > Self.widest
          ? "a spectrum of \(spectrum.count) numbers is too long"
          : "a spectrum with the number \(NumberFormat.plain(spectrum.min() ?? 0)) is none",
        hint: "give at most \(Self.widest) finite numbers, each 0 or above",
        setting: "dataset.spectrum")
    }
  }

  private func require(
    _ key: String, _ wanted: String, _ isAllowed: (Double) -> Bool
  ) throws(DataError) {
    guard let value = values[key]?.number, !isAllowed(value) else { return }
    throw DataError(
      .outOfRange, "\(key) is \(NumberFormat.plain(value))", hint: "give \(wanted)", setting: key)
  }
}
