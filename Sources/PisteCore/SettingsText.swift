private import Foundation

/// Reads the JSON of settings, some twenty times faster than the general decoder does.
///
/// A store holds it for every run, and listing ten thousand runs should take no second. What is
/// not plain here, an escape or null, is left to the general decoder, which also finds the words
/// for a fault.
struct SettingsText {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private var values: [String: SettingValue] = [:]

  /// The values by dotted name; nil for the general decoder to look at.
  static func values(of json: String) -> [String: SettingValue]? {
    var json = json
    return json.withUTF8 { bytes in
      var reader = SettingsText(bytes)
      guard reader.take(UInt8(ascii: "{")), reader.readObject("") else { return nil }
      return reader.place == bytes.count ? reader.values : nil
    }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    values.reserveCapacity(48)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  /// Reads up to the closing brace, the opening one being read.
  private mutating func readObject(_ prefix: String) -> Bool {
    if take(UInt8(ascii: "}")) { return true }
    repeat {
      guard let name = readText(), take(UInt8(ascii: ":")) else { return false }
      let key = prefix.isEmpty ? name : "\(prefix).\(name)"
      if take(UInt8(ascii: "{")) {
        guard readObject(key) else { return false }
      } else {
        guard let value = readValue() else { return false }
        values[key] = value
      }
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}"))
  }

  private mutating func readValue() -> SettingValue? {
    guard place < bytes.count else { return nil }
    switch bytes[place] {
    case UInt8(ascii: "\""): return readText().map(SettingValue.text)
    case UInt8(ascii: "t"): return readWord("true") ? .bool(true) : nil
    case UInt8(ascii: "f"): return readWord("false") ? .bool(false) : nil
    case UInt8(ascii: "["): return readList()
    default: return readNumber().map(SettingValue.number)
    }
  }

  private mutating func readWord(_ word: StaticString) -> Bool {
    let end = place + word.utf8CodeUnitCount
    guard end <= bytes.count else { return false }
    for index in 0..<word.utf8CodeUnitCount where bytes[place + index] != word.utf8Start[index] {
      return false
    }
    place = end
    return true
  }

  private mutating func readList() -> SettingValue? {
    place += 1
    var elements: [SettingValue] = []
    if take(UInt8(ascii: "]")) { return .list(elements) }
    repeat {
      guard let element = readValue() else { return nil }
      elements.append(element)
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]")) ? .list(elements) : nil
  }

  private mutating func readText() -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      if bytes[place] == UInt8(ascii: "\\") || bytes[place] < 0x20 { return nil }
      place += 1
    }
    guard place < bytes.count else { return nil }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<place]), as: UTF8.self)
    place += 1
    return text
  }

  private mutating func readNumber() -> Double? {
    let start = place
    let isNegative = take(UInt8(ascii: "-"))
    let first = place
    var digits = 0
    var decimals = 0
    var mantissa: UInt64 = 0
    var isFraction = false
    while place < bytes.count {
      let byte = bytes[place]
      if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        digits += 1
        mantissa = mantissa &* 10 &+ UInt64(byte - UInt8(ascii: "0"))
        if isFraction { decimals += 1 }
      } else if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else {
        break
      }
      place += 1
    }
    let isPlain =
      place == bytes.count
      || !(bytes[place] == UInt8(ascii: "e") || bytes[place] == UInt8(ascii: "E"))
    // As JSON has it: no leading zeros, a digit on either side of the point.
    guard digits > 0, bytes[first] != UInt8(ascii: "."), bytes[place - 1] != UInt8(ascii: "."),
      bytes[first] != UInt8(ascii: "0") || digits - decimals == 1
    else { return nil }
    // Both numbers are exact, so that their quotient is the nearest number to what is written.
    if isPlain, digits <= 15 {
      let value = Double(mantissa) / Self.powersOfTen[decimals]
      return isNegative ? -value : value
    }
    while place < bytes.count,
      "0123456789+-eE".utf8.contains(bytes[place])
    {
      place += 1
    }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<place]), as: UTF8.self)
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
