private import Foundation
internal import PisteCatalog
internal import PisteCore

/// Reads an axis of evenly spaced numbers.
///
///     linear:  xᵢ = min + (max − min)·i/(points − 1)
///     log:     xᵢ = min·(max/min)^(i/(points − 1))
///
/// Both ends are exactly as written; points between them are rounded to twelve significant digits,
/// so that 0.001…1 in four points gives 0.01 and not a neighbor of it.
struct RangeAxisReader {
  var reader: SettingReader

  mutating func points(
    _ given: [String: YAMLEntry], _ definition: SettingDefinition, axis: YAMLEntry
  ) -> [AxisPoint]? {
    let key = definition.key
    guard definition.type == .number || definition.type == .integer else {
      return fail(
        .wrongType, "`\(key)` is not a number, so it has no `min` and `max`",
        hint: "write values: [...]", key, axis.location)
    }
    guard let low = given["min"], let high = given["max"] else {
      return fail(
        .missingKey, "`\(key)` has `min` or `max` without the other",
        hint: "as in {min: 1e-4, max: 1e-1, points: 4, scale: log}", key, axis.location)
    }
    let lower = reader.value(low.value, for: definition)?.number
    let upper = reader.value(high.value, for: definition)?.number
    let isLog = scale(given["scale"], key)
    let count = given["points"].map { self.count($0, key) } ?? noCount(key, axis)
    let isOrdered = checkEnds(lower, upper, isLog: isLog ?? false, key, low)
    guard let lower, let upper, let isLog, let count, isOrdered else { return nil }
    let values = Self.values(lower, upper, count: count, isLog: isLog)
    if definition.type == .integer, values.contains(where: { Int(exactly: $0) == nil }) {
      return fail(
        .wrongType,
        "\(count) points from \(low.value.text ?? "") to \(high.value.text ?? "") "
          + "are not all whole, and `\(key)` needs whole numbers",
        hint: "write values: [...]", key, given["points"]?.value.location ?? axis.location)
    }
    return values.map { AxisPoint(key, .number($0), at: axis.location) }
  }

  /// The points of an axis, ends exact.
  static func values(_ lower: Double, _ upper: Double, count: Int, isLog: Bool) -> [Double] {
    (0..<count).map { index in
      if index == 0 { return lower }
      if index == count - 1 { return upper }
      let share = Double(index) / Double(count - 1)
      let value =
        isLog ? lower * pow(upper / lower, share) : lower + (upper - lower) * share
      return Double(String(format: "%.12g", value)) ?? value
    }
  }

  /// Whether the ends, as far as they could be read, make a range.
  private mutating func checkEnds(
    _ lower: Double?, _ upper: Double?, isLog: Bool, _ key: String, _ low: YAMLEntry
  ) -> Bool {
    if let lower, let upper, lower >= upper {
      return fail(
        .outOfRange, "`min` of `\(key)` is not below `max`",
        hint: lower > upper
          ? "swap them" : "one value needs no axis: write value: \(NumberFormat.plain(lower))",
        key, low.location) ?? false
    }
    if isLog, let lower, lower <= 0 {
      return fail(
        .outOfRange, "a logarithmic axis needs `min` above 0", hint: "write scale: linear", key,
        low.value.location) ?? false
    }
    return true
  }

  private mutating func noCount(_ key: String, _ axis: YAMLEntry) -> Int? {
    fail(
      .missingKey, "`\(key)` has `min` and `max`, but not how many `points`",
      hint: "as in {min: 1e-4, max: 1e-1, points: 4, scale: log}", key, axis.location)
  }

  private mutating func count(_ entry: YAMLEntry, _ key: String) -> Int? {
    guard case .scalar(let text, isPlain: true) = entry.value.content,
      let count = ScalarText.number(text).flatMap({ Int(exactly: $0) })
    else {
      return fail(
        .wrongType, "`points` must be a whole number, not \(entry.value.phrase)",
        hint: "it counts both ends, as in points: 4", key, entry.value.location)
    }
    guard (2...10_000).contains(count) else {
      return fail(
        .outOfRange, "`points` is \(count), outside [2, 10000]",
        hint: "both ends are points", key, entry.value.location)
    }
    return count
  }

  private mutating func scale(_ entry: YAMLEntry?, _ key: String) -> Bool? {
    guard let entry else { return false }
    switch entry.value.text {
    case "linear": return false
    case "log": return true
    default:
      return fail(
        .unknownChoice, "`scale` must be linear or log, not \(entry.value.phrase)",
        hint: "log spaces powers of a number evenly, linear the numbers themselves", key,
        entry.value.location)
    }
  }

  private mutating func fail<Value>(
    _ code: SpecError.Code, _ message: String, hint: String, _ key: String,
    _ location: SourceLocation
  ) -> Value? {
    reader.faults.markBroken(key)
    reader.faults.add(code, message, hint: hint, at: location)
    return nil
  }
}
