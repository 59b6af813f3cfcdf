internal import PisteCore

/// Writes a run's curves as canonical JSON, by hand.
///
/// A table of ten thousand runs has millions of values, and a general encoder boxes each of them. The
/// bytes are those that ``CanonicalJSON`` writes, which a test holds them against.
enum CurvesJSON {
  /// The curves as an object, names sorted: `{"lr":[0.1,0.1],"train/loss":[2.3,null]}`.
  ///
  /// - Parameters:
  ///   - curves: Values by metric name, finite or nil.
  ///   - names: The names as JSON strings, kept from one run to the next.
  ///   - text: Where the object is appended.
  /// - Throws: `EncodingError` if a name cannot be written as JSON.
  static func append(
    _ curves: [String: [Double?]], names: inout [String: [UInt8]], to text: inout [UInt8]
  ) throws {
    text.append(UInt8(ascii: "{"))
    // As the encoder sorts keys: by their UTF-8 bytes.
    let sorted = curves.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (index, (name, values)) in sorted.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      if names[name] == nil { names[name] = [UInt8](try CanonicalJSON.encode(name)) }
      text += names[name] ?? []
      text += [UInt8(ascii: ":"), UInt8(ascii: "[")]
      for (place, value) in values.enumerated() {
        if place > 0 { text.append(UInt8(ascii: ",")) }
        if let value { append(value, to: &text) } else { text += "null".utf8 }
      }
      text.append(UInt8(ascii: "]"))
    }
    text.append(UInt8(ascii: "}"))
  }

  /// The shortest text that reads back as the same number, whole numbers without a fraction.
  private static func append(_ value: Double, to text: inout [UInt8]) {
    let start = text.count
    var digits = value.description
    digits.withUTF8 { text.append(contentsOf: $0) }
    let point = text.count - 2
    if point > start, text[point] == UInt8(ascii: "."), text[point + 1] == UInt8(ascii: "0") {
      text.removeLast(2)
    }
  }
}
