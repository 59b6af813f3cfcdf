internal import PisteCore

/// A value of JSON, as a schema is made of.
package indirect enum SchemaNode: Hashable, Sendable {
  case object([String: SchemaNode])
  case array([SchemaNode])
  case string(String)
  case number(Double)
  case bool(Bool)

  /// The value of a setting as JSON.
  init(_ value: SettingValue) {
    switch value {
    case .bool(let value): self = .bool(value)
    case .number(let value): self = .number(value)
    case .text(let value): self = .string(value)
    case .list(let values): self = .array(values.map(SchemaNode.init))
    }
  }

  /// A reference to one of the schema's own definitions.
  static func reference(_ name: String) -> SchemaNode { ["$ref": .string("#/$defs/\(name)")] }

  /// A list of words, one of which is allowed.
  static func words(_ words: [String]) -> SchemaNode {
    ["enum": .array(words.map { .string($0) })]
  }

  /// What any of some schemas allows.
  static func any(_ nodes: [SchemaNode]) -> SchemaNode { ["anyOf": .array(nodes)] }

  /// A list whose elements a schema describes, with at least one.
  static func list(of element: SchemaNode) -> SchemaNode {
    ["type": "array", "items": element, "minItems": 1]
  }

  /// A mapping of these keys and no others.
  static func mapping(_ properties: [String: SchemaNode], required: [String] = []) -> SchemaNode {
    var node: [String: SchemaNode] = [
      "type": "object", "properties": .object(properties), "additionalProperties": false,
    ]
    if !required.isEmpty { node["required"] = .array(required.map { .string($0) }) }
    return .object(node)
  }

  /// This schema with a sentence about it.
  func described(_ text: String) -> SchemaNode {
    guard case .object(var node) = self else { return self }
    node["description"] = .string(text)
    return .object(node)
  }
}

extension SchemaNode: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Creates a text.
  package init(stringLiteral value: String) { self = .string(value) }
  /// Creates a truth value.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Creates a number.
  package init(integerLiteral value: Int) { self = .number(Double(value)) }
  /// Creates a list.
  package init(arrayLiteral elements: SchemaNode...) { self = .array(elements) }
  /// Creates an object; a later pair wins.
  package init(dictionaryLiteral elements: (String, SchemaNode)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { _, new in new }))
  }
}

extension SchemaNode: Encodable {
  /// Writes plain JSON; whole numbers are written without a fraction.
  ///
  /// - Throws: `EncodingError` for a number that is not finite.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .object(let nodes): try container.encode(nodes)
    case .array(let nodes): try container.encode(nodes)
    case .string(let text): try container.encode(text)
    case .bool(let value): try container.encode(value)
    case .number(let value): try container.encode(SettingValue.number(value))
    }
  }
}
