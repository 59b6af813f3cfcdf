/// A number with a unit, as people write durations and counts.
///
///     500ms  90s  10m  1h30m  2d      durations
///     10K  1.5M  4G                   thousands, millions, thousands of millions
///     16Ki  4Gi                       powers of 1024
///
/// `m` is a minute and `M` a million. A fraction is welcome, an exponent is not: `1e3` has no unit.
package enum Quantity: Hashable, Sendable {
  /// A time in seconds.
  case duration(Double)
  /// How many of something, or a size in bytes.
  case count(Double)

  private static let durations = ["ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400]
  private static let counts = [
    "k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "Ki": 1024, "Mi": 1_048_576, "Gi": 1_073_741_824,
  ]

  /// The longest duration that files may give: ten years.
  package static let longest = 315_360_000.0

  /// The quantity that `text` writes, nil for a plain number and for anything else.
  package init?(_ text: String) {
    var rest = Substring(text)
    let isNegative = rest.first == "-"
    if let sign = rest.first, sign == "-" || sign == "+" { rest.removeFirst() }
    var parts: [(number: Double, unit: String)] = []
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let number = ScalarText.number(String(digits)), !unit.isEmpty else { return nil }
      parts.append((number, String(unit)))
    }
    let sign: Double = isNegative ? -1 : 1
    if parts.count == 1, let factor = Self.counts[parts[0].unit] {
      self = .count(sign * parts[0].number * factor)
      return
    }
    let factors = parts.compactMap { Self.durations[$0.unit] }
    // From the largest unit to the smallest, each once, so that `30m1h` and `1m1m` are slips.
    guard !parts.isEmpty, factors.count == parts.count,
      zip(factors, factors.dropFirst()).allSatisfy({ $0 > $1 })
    else { return nil }
    // In milliseconds, which are whole where the parts are written with at most three digits.
    let milliseconds = zip(parts, factors).reduce(0.0) { $0 + $1.0.number * ($1.1 * 1000) }
    self = .duration(sign * milliseconds / 1000)
  }

  /// The kind with its article, as error messages want it.
  package var phrase: String {
    switch self {
    case .duration: "a duration"
    case .count: "a count"
    }
  }
}
