/// Numbers as data files write them.
package enum DecimalNumber {
  /// The number, correctly rounded; nil for what is no decimal number.
  ///
  /// Digits with an optional sign, point and exponent; also `nan`, `inf` and `infinity` in any
  /// case. Hexadecimal, digit groups and decimal commas are no numbers.
  package static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    var index = 0
    var isNegative = false
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      index = 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var exponent = 0
    var isPastPoint = false
    var isExact = true
    scan: while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        if mantissa < 1 << 49 {
          mantissa = mantissa * 10 + UInt64(bytes[index] - UInt8(ascii: "0"))
          if isPastPoint { exponent -= 1 }
        } else {
          isExact = false
        }
      case UInt8(ascii: ".") where !isPastPoint: isPastPoint = true
      default: break scan
      }
      index += 1
    }
    guard digits > 0 else { return word(bytes, from: index, isNegative) }
    if index < bytes.count {
      guard let stated = statedExponent(bytes, from: index) else { return nil }
      exponent += stated
    }
    // Clinger's fast path: both the mantissa and the power of ten are exact, so that one rounding
    // is all there is.
    if isExact, exponent.magnitude <= 22 {
      let value = Double(mantissa)
      let power = powers[Int(exponent.magnitude)]
      let scaled = exponent < 0 ? value / power : value * power
      return isNegative ? -scaled : scaled
    }
    return Double(String(decoding: bytes, as: UTF8.self))
  }

  private static let powers: [Double] = (0...22).map { power in
    (0..<power).reduce(1.0) { value, _ in value * 10 }
  }

  /// The exponent that makes up the rest of the bytes, bounded where no double reaches.
  private static func statedExponent(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard bytes[start] == UInt8(ascii: "e") || bytes[start] == UInt8(ascii: "E") else { return nil }
    var index = start + 1
    var isNegative = false
    if index < bytes.count,
      bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+")
    {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    guard index < bytes.count else { return nil }
    var value = 0
    for byte in bytes[index...] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 100_000)
    }
    return isNegative ? -value : value
  }

  private static func word(
    _ bytes: UnsafeBufferPointer<UInt8>, from index: Int, _ isNegative: Bool
  ) -> Double? {
    guard (3...8).contains(bytes.count - index) else { return nil }
    return switch String(decoding: bytes[index...], as: UTF8.self).lowercased() {
    case "nan": .nan
    case "inf", "infinity": isNegative ? -.infinity : .infinity
    default: nil
    }
  }
}
