private import Foundation

/// How numbers, durations and sizes look to people.
///
/// No other file formats them. None of it depends on a locale, so that a report is the same text everywhere.
public enum NumberFormat {
  /// The shortest text that reads back as the same number, without a needless fraction.
  ///
  /// Numbers from 10⁻⁴ to 2⁵³ are written out; others as `1e-05`.
  public static func plain(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : (value < 0 ? "-∞" : "∞") }
    if let whole = Int(exactly: value), whole.magnitude <= 1 << 53 { return String(whole) }
    return "\(value)"
  }

  /// The number with a fixed count of digits after the point.
  public static func fixed(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return plain(value) }
    if let text = ShortDecimal.fixed(value, digits: digits) { return text }
    let text = printed("%.\(digits)f", value)
    let isZero = text.allSatisfy { "-0.".contains($0) }
    return isZero ? text.replacingOccurrences(of: "-", with: "") : text
  }

  /// The number with a fixed count of significant digits, trailing zeros kept off.
  public static func significant(_ value: Double, digits: Int) -> String {
    guard value.isFinite, value != 0 else { return plain(value) }
    return ShortDecimal.significant(value, digits: digits) ?? printed("%.\(digits)g", value)
  }

  /// What C prints; Foundation's formatting takes ten times as long, and a list has many numbers.
  ///
  /// The program never leaves C's locale, so the decimal sign is a point.
  private static func printed(_ format: String, _ value: Double) -> String {
    // A double has at most 309 digits before its point, and nobody asks for a hundred behind it.
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
      let length = withVaList([value]) { vsnprintf(buffer.baseAddress, buffer.count, format, $0) }
      return String(
        decoding: buffer.prefix(max(0, min(Int(length), 511))).lazy.map { UInt8(bitPattern: $0) },
        as: UTF8.self)
    }
  }

  /// A fraction as per cent: 0.8812 is `88.12 %`.
  public static func percent(_ fraction: Double, digits: Int = 2) -> String {
    guard fraction.isFinite else { return plain(fraction) }
    return fixed(fraction * 100, digits: digits) + " %"
  }

  /// A duration for people: `4.2 s`, `3 min 12 s`, `2 h 05 min`.
  public static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "–" }
    if seconds < 0.0995 { return fixed(seconds * 1000, digits: seconds < 0.00995 ? 1 : 0) + " ms" }
    if seconds < 59.95 { return fixed(seconds, digits: 1) + " s" }
    let whole = Int(seconds.rounded())
    if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
    return "\(whole / 3600) h \(padded(whole / 60 % 60)) min"
  }

  /// A length of time that somebody has set, in the largest unit of which it is several: `60 s`,
  /// `10 min`, `2 h`.
  public static func period(_ seconds: Double) -> String {
    for (length, unit) in [(3600.0, "h"), (60, "min")] {
      let count = seconds / length
      if count >= 2, count == count.rounded() { return "\(plain(count)) \(unit)" }
    }
    return "\(plain(seconds)) s"
  }

  /// A size in bytes for people, in powers of 1000: `12.3 MB`.
  public static func bytes(_ count: Int) -> String {
    let units = ["B", "kB", "MB", "GB", "TB"]
    var value = Double(count)
    var unit = 0
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    return unit == 0 ? "\(count) B" : fixed(value, digits: value < 9.95 ? 1 : 0) + " " + units[unit]
  }

  /// A count with its noun: `1 run`, `12 runs`.
  public static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
