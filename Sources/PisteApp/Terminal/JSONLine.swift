private import Foundation

/// What commands print with `--json`: an object a line, keys sorted and in snake case.
enum JSONLine {
  /// The value as one line of text.
  ///
  /// - Throws: `EncodingError` if the value cannot be written as JSON.
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// Writes the value to standard output.
  ///
  /// - Throws: `EncodingError` if the value cannot be written as JSON.
  static func write(_ value: some Encodable) throws {
    Terminal.standardOutput.write(try text(value))
  }
}
