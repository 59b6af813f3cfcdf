/// A value of JSON as read from text, for tests that look into it.
public indirect enum JSONValue: Hashable, Sendable, Decodable {
  case object([String: JSONValue])
  case array([JSONValue])
  case string(String)
  case number(Double)
  case bool(Bool)
  case null

  /// Reads any JSON.
  ///
  /// - Throws: `DecodingError` for what is none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// The value of a key; nil where there is none, or where this is no object.
  public subscript(key: String) -> JSONValue? {
    if case .object(let values) = self { values[key] } else { nil }
  }

  /// The text; nil for anything else.
  public var text: String? { if case .string(let text) = self { text } else { nil } }

  /// The number; nil for anything else.
  public var number: Double? { if case .number(let value) = self { value } else { nil } }

  /// The elements; nil for anything else.
  public var elements: [JSONValue]? { if case .array(let values) = self { values } else { nil } }

  /// The members; nil for anything else.
  public var members: [String: JSONValue]? {
    if case .object(let values) = self { values } else { nil }
  }
}
