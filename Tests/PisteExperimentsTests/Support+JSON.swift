import Foundation

/// Decoding, kept apart so that tests need not import Foundation.
enum JSONReading {
  static func decode<Value: Decodable>(_ type: Value.Type, _ data: Data) throws -> Value {
    try JSONDecoder().decode(type, from: data)
  }
}
