private import Foundation
internal import PisteCatalog
internal import PisteCore

/// Reads how the numbers of one setting are spread.
struct DistributionReader {
  var reader: SettingReader
  let definition: SettingDefinition
  let axis: YAMLEntry
  /// The axis's words.
  let given: [String: YAMLEntry]

  private var key: String { definition.key }

  /// The distribution that a name asks for; nil, with a fault, if it cannot be.
  mutating func distribution(_ name: DistributionName) -> Distribution? {
    guard definition.type == .number || definition.type == .integer else {
      return fail(
        .wrongType, "`\(key)` is not a number and has no distribution of numbers",
        hint: "write values: [...]", axis.location)
    }
    guard let base = base(name) else { return nil }
    guard name.isQuantized else { return checked(base) }
    guard let step = plain("q", default: 1) else { return nil }
    guard step > 0 else {
      return fail(
        .outOfRange, "`q` is \(NumberFormat.plain(step)), and a step is above 0",
        hint: "values are multiples of it, as in q: 16", place("q"))
    }
    return checked(.quantized(base, step: step))
  }

  /// The distribution of an axis of `min` and `max` alone: by the setting's type and `scale`.
  mutating func range() -> Distribution? {
    guard definition.type == .number || definition.type == .integer else {
      return fail(
        .wrongType, "`\(key)` is not a number, so it has no `min` and `max`",
        hint: "write values: [...]", axis.location)
    }
    let isInteger = definition.type == .integer
    switch given["scale"]?.value.text {
    case "log":
      return distribution(isInteger ? .quantizedLogUniformValues : .logUniformValues)
    case nil where given["scale"] == nil: break
    case "linear": return distribution(isInteger ? .integerUniform : .uniform)
    default:
      return fail(
        .unknownChoice,
        "`scale` must be linear or log, not \(given["scale"]?.value.phrase ?? "nothing")",
        hint: "log draws the logarithm evenly, linear the number itself", place("scale"))
    }
    guard isInteger || isWritten("min") && isWritten("max") else { return distribution(.uniform) }
    if !isInteger {
      reader.faults.note(
        .wholeNumbers,
        "`min` and `max` of `\(key)` are written whole, so only whole numbers are drawn",
        hint: "write distribution: uniform for the numbers between them", at: axis.location)
    }
    return distribution(.integerUniform)
  }

  /// Whether an end is written as a whole number, as W&B tells integers from others.
  private func isWritten(_ word: String) -> Bool {
    given[word]?.value.text.flatMap(Int.init) != nil
  }

  // MARK: Kinds

  private mutating func base(_ name: DistributionName) -> Distribution? {
    switch name {
    case .constant, .categorical:
      preconditionFailure("DistributionReader: \(name) is no distribution of numbers")
    case .integerUniform:
      guard let ends = ends(), let lower = whole(ends.0, "min"), let upper = whole(ends.1, "max")
      else { return nil }
      return .integers(lower, upper)
    case .uniform, .quantizedUniform: return ends().map { .uniform($0, $1) }
    case .logUniformValues, .quantizedLogUniformValues:
      return positiveEnds().map { .logUniform($0, $1) }
    case .inverseLogUniformValues: return positiveEnds().map { .inverseLogUniform($0, $1) }
    case .logUniform, .quantizedLogUniform:
      return exponents().map { .logUniform(exp($0), exp($1)) }
    case .inverseLogUniform:
      return exponents().map { .inverseLogUniform(exp(-$1), exp(-$0)) }
    case .normal, .quantizedNormal, .logNormal, .quantizedLogNormal:
      return normal(isLog: name == .logNormal || name == .quantizedLogNormal)
    case .beta, .quantizedBeta:
      guard let a = plain("a", default: 1), let b = plain("b", default: 1) else { return nil }
      guard (1e-3...1e4).contains(a), (1e-3...1e4).contains(b) else {
        return fail(
          .outOfRange, "`a` and `b` of `beta` are outside [0.001, 10000]",
          hint: "as in {distribution: beta, a: 2, b: 5}", place(given["a"] == nil ? "b" : "a"))
      }
      return .beta(a, b)
    }
  }

  private mutating func normal(isLog: Bool) -> Distribution? {
    guard let mean = plain("mu", default: 0), let deviation = plain("sigma", default: 1) else {
      return nil
    }
    guard deviation > 0 else {
      return fail(
        .outOfRange, "`sigma` is \(NumberFormat.plain(deviation)), and a deviation is above 0",
        hint: "one value needs no axis: write value: ...", place("sigma"))
    }
    let lower = given["min"].flatMap { end($0) }
    let upper = given["max"].flatMap { end($0) }
    guard (lower == nil) == (given["min"] == nil), (upper == nil) == (given["max"] == nil) else {
      return nil
    }
    if let lower, let upper, !isOrdered(lower, upper) { return nil }
    if isLog, lower.map({ $0 <= 0 }) == true || upper.map({ $0 <= 0 }) == true {
      return notPositive(lower.map { $0 <= 0 } == true ? "min" : "max")
    }
    let distribution: Distribution =
      isLog
      ? .logNormal(mean: mean, deviation: deviation, lower: lower, upper: upper)
      : .normal(mean: mean, deviation: deviation, lower: lower, upper: upper)
    let (least, largest) = distribution.extremes
    guard least.isFinite, largest.isFinite, least < largest else {
      return fail(
        .outOfRange, "no number near mu \(NumberFormat.plain(mean)) can be drawn",
        hint: isLog
          ? "`mu` and `sigma` are those of the natural logarithm"
          : "`min` and `max` must be within some `sigma` of `mu`", axis.location)
    }
    return distribution
  }

  /// The distribution, if all that it can give is allowed and of the setting's type.
  private mutating func checked(_ distribution: Distribution) -> Distribution? {
    if definition.type == .integer {
      var isWhole = false
      if case .integers = distribution { isWhole = true }
      if case .quantized(_, let step) = distribution { isWhole = Int(exactly: step) != nil }
      guard isWhole else {
        return fail(
          .wrongType, "`\(key)` needs whole numbers, and this distribution gives others",
          hint: "use int_uniform, or one that begins with q_ and a whole `q`", axis.location)
      }
    }
    let (least, largest) = distribution.extremes
    guard least.isFinite, largest.isFinite else {
      return fail(
        .outOfRange, "`\(key)` may be drawn as a number beyond all bounds",
        hint: "bring `min` and `max` nearer to 0, or enlarge `q`", axis.location)
    }
    if let range = definition.range,
      let bad = [least, largest].first(where: { !range.contains($0) })
    {
      return fail(
        .outOfRange,
        "`\(key)` may be drawn as \(NumberFormat.significant(bad, digits: 6)), outside \(range)",
        hint: hint(distribution), axis.location)
    }
    return distribution
  }

  private func hint(_ distribution: Distribution) -> String {
    if case .quantized = distribution { return "move `min` or `max` to a multiple of `q`" }
    return "`min` and `max` cut a normal distribution off; others take other ends"
  }

  // MARK: Words

  private mutating func ends() -> (Double, Double)? {
    guard let low = given["min"], let high = given["max"] else { return nil }
    let lower = end(low)
    let upper = end(high)
    guard let lower, let upper, isOrdered(lower, upper) else { return nil }
    return (lower, upper)
  }

  private mutating func positiveEnds() -> (Double, Double)? {
    guard let ends = ends() else { return nil }
    return ends.0 > 0 ? ends : notPositive("min")
  }

  private mutating func exponents() -> (Double, Double)? {
    guard let lower = plain("min", default: 0), let upper = plain("max", default: 0),
      isOrdered(lower, upper)
    else { return nil }
    guard lower > -700, upper < 700 else {
      return fail(
        .outOfRange, "`min` and `max` of a log_uniform are exponents of e, within -700 and 700",
        hint: "log_uniform_values takes the values themselves", place("min"))
    }
    return (lower, upper)
  }

  private mutating func notPositive<Value>(_ word: String) -> Value? {
    fail(
      .outOfRange, "a logarithmic axis needs `\(word)` above 0", hint: "or use uniform",
      place(word))
  }

  private mutating func end(_ entry: YAMLEntry) -> Double? {
    reader.value(entry.value, for: definition)?.number
  }

  private mutating func isOrdered(_ lower: Double, _ upper: Double) -> Bool {
    if lower < upper { return true }
    return fail(
      .outOfRange, "`min` of `\(key)` is not below `max`",
      hint: lower > upper
        ? "swap them" : "one value needs no axis: write value: \(NumberFormat.plain(lower))",
      place("min")) ?? false
  }

  private mutating func whole(_ value: Double, _ word: String) -> Int? {
    // Beyond 2⁵³ whole numbers have gaps, and their differences may not fit.
    if let whole = Int(exactly: value), whole.magnitude <= 1 << 53 { return whole }
    return fail(
      .wrongType,
      "`\(word)` of an int_uniform must be whole, within 2⁵³, not \(NumberFormat.plain(value))",
      hint: "use distribution: uniform", place(word))
  }

  private mutating func plain(_ word: String, default usual: Double) -> Double? {
    guard let entry = given[word] else { return usual }
    return PlainNumber.read(entry, of: key, &reader.faults)
  }

  private func place(_ word: String) -> SourceLocation {
    given[word]?.value.location ?? axis.location
  }

  private mutating func fail<Value>(
    _ code: SpecError.Code, _ message: String, hint: String, _ location: SourceLocation
  ) -> Value? {
    reader.faults.markBroken(key)
    reader.faults.add(code, message, hint: hint, at: location)
    return nil
  }
}

/// A number of the grammar, which no setting's definition limits.
enum PlainNumber {
  static func read(_ entry: YAMLEntry, of key: String, _ faults: inout Faults) -> Double? {
    if case .scalar(let text, isPlain: true) = entry.value.content,
      let value = ScalarText.number(text)
    {
      return value
    }
    faults.markBroken(key)
    faults.add(
      .wrongType, "`\(entry.key)` must be a number, not \(entry.value.phrase)",
      hint: "as in \(entry.key): 1", at: entry.value.location)
    return nil
  }
}
