private import Foundation
private import PisteCore

/// The form of messages on a pipe: JSON Lines, one object a line.
package enum WireFormat {
  /// The value as one line with its newline.
  ///
  /// JSON escapes newlines inside of texts, so the only newline is the last byte.
  ///
  /// - Throws: `EncodingError` if the value cannot be written as JSON.
  package static func line(_ value: some Encodable) throws -> [UInt8] {
    var bytes = [UInt8](try CanonicalJSON.encode(value))
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// The value that a line, without its newline, stands for.
  ///
  /// - Throws: `DecodingError` if it stands for none.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from line: [UInt8]
  ) throws -> Value {
    try JSONDecoder().decode(type, from: Data(line))
  }

  /// The begin of a line for an error message, unprintable characters replaced.
  package static func excerpt(_ line: [UInt8]) -> String {
    let limit = 80
    let text = String(decoding: line.prefix(limit), as: UTF8.self)
    let clean = String(text.map { $0.unicodeScalars.allSatisfy(isPrintable) ? $0 : "\u{FFFD}" })
    return line.count > limit ? clean + "…" : clean
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && scalar.value != 0x7F
  }
}
