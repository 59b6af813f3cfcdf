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
    guard nesting(of: line) <= mostNesting else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: [], debugDescription: "it is nested deeper than \(mostNesting) times"))
    }
    return try JSONDecoder().decode(type, from: Data(line))
  }

  /// How deep lists and objects may stand in one another; messages have four levels.
  private static let mostNesting = 64

  /// The deepest nesting that a reader of the line may come to.
  ///
  /// Asked before Foundation's decoder is: at its own limit of 512 it looks for the place of the fault,
  /// and where the line ends right there, it crashes.
  private static func nesting(of line: [UInt8]) -> Int {
    var (depth, deepest) = (0, 0)
    var (isInText, isEscaped) = (false, false)
    for byte in line {
      if isInText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInText = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInText = true
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        deepest = max(deepest, depth)
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
    }
    return deepest
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
