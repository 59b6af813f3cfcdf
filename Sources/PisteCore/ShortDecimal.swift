/// Numbers of usual size in digits, as C prints them but in a tenth of the time: a list has many.
///
/// Where a number lies so near the middle of two roundings that only exact arithmetic can tell which it
/// takes, and where it is large or small, there is no answer, and C is asked.
enum ShortDecimal {
  /// 10⁰, 10¹, …: all that are exact in Float64 and needed here.
  private static let powers: [Double] = (0...12).map { place in
    (0..<place).reduce(1) { product, _ in product * 10 }
  }

  /// The number with a fixed count of digits after the point, as `%.2f` prints it.
  ///
  /// - Parameters:
  ///   - value: A finite number.
  ///   - digits: How many digits.
  /// - Returns: The text, a zero without sign; nil for C to answer.
  static func fixed(_ value: Double, digits: Int) -> String? {
    guard let count = rounded(value, digits: digits) else { return nil }
    return text(count, digits: digits, isNegative: value < 0 && count > 0)
  }

  /// The number with a fixed count of significant digits, trailing zeros kept off, as `%.4g` prints it.
  ///
  /// - Parameters:
  ///   - value: A finite number other than zero.
  ///   - digits: How many digits.
  /// - Returns: The text; nil for C to answer, as for all that takes an exponent.
  static func significant(_ value: Double, digits: Int) -> String? {
    let size = value.magnitude
    guard (1...9).contains(digits), size >= 1e-3, size < powers[digits] else { return nil }
    // Digits before the point, 0 or less for a number below 1.
    let below = size >= 0.1 ? 0 : size >= 0.01 ? -1 : -2
    let whole = size >= 1 ? powers.firstIndex { size < $0 } ?? 0 : below
    guard var count = rounded(value, digits: digits - whole) else { return nil }
    // Rounded up to the next power of ten, it may be one that takes an exponent.
    guard whole < digits || Double(count) < powers[digits] else { return nil }
    var places = digits - whole
    while places > 0, count.isMultiple(of: 10) { (count, places) = (count / 10, places - 1) }
    return text(count, digits: places, isNegative: value < 0)
  }

  /// The magnitude in units of the last digit.
  private static func rounded(_ value: Double, digits: Int) -> Int? {
    guard powers.indices.contains(digits) else { return nil }
    // Below 10⁹ the product is less than 10⁻⁷ from the truth.
    let scaled = value.magnitude * powers[digits]
    guard scaled < 1e9 else { return nil }
    let whole = scaled.rounded(.down)
    let rest = scaled - whole
    guard abs(rest - 0.5) > 1e-6 else { return nil }
    return Int(whole) + (rest > 0.5 ? 1 : 0)
  }

  private static func text(_ count: Int, digits: Int, isNegative: Bool) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { buffer in
      var (rest, place) = (count, buffer.count)
      while rest > 0 || buffer.count - place <= digits {
        // The point stands behind the last digit that is written after it.
        if digits > 0, buffer.count - place == digits {
          place -= 1
          buffer[place] = UInt8(ascii: ".")
          place -= 1
          buffer[place] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
          continue
        }
        place -= 1
        buffer[place] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
      }
      if isNegative {
        place -= 1
        buffer[place] = UInt8(ascii: "-")
      }
      return String(decoding: buffer[place...], as: UTF8.self)
    }
  }
}
