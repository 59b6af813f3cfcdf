public import Foundation

/// JSON whose bytes depend on the value alone: sorted keys, shortest round-trip numbers.
public enum CanonicalJSON {
  /// The value as one line of JSON.
  ///
  /// - Throws: `EncodingError` if the value cannot be written as JSON.
  public static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }

  /// The value as indented JSON, for files that people read and compare.
  ///
  /// - Throws: `EncodingError` if the value cannot be written as JSON.
  public static func encodePretty(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return try encoder.encode(value)
  }
}
