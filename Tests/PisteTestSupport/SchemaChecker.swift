/// Holds values against a JSON Schema of the words that Piste's own schema uses, and no others.
///
/// > Source: JSON Schema, draft 2020-12: core 8.2.3 and 10.2, validation 6.
public struct SchemaChecker {
  /// The words that are understood; a schema with another one is a fault by itself.
  public static let words: Set = [
    "$schema", "$defs", "$ref", "title", "description", "default", "type", "enum", "properties",
    "additionalProperties", "required", "items", "minItems", "minLength", "maxLength", "minimum",
    "maximum", "exclusiveMinimum", "exclusiveMaximum", "pattern", "anyOf",
  ]

  private let root: JSONValue

  /// Creates a checker of a schema.
  public init(_ root: JSONValue) { self.root = root }

  /// What of `value` the schema refuses, each with its place; empty if it is valid.
  public func faults(_ value: JSONValue) -> [String] { faults(value, root, at: "") }

  private func faults(_ value: JSONValue, _ schema: JSONValue, at place: String) -> [String] {
    if case .bool(let isValid) = schema {
      return isValid ? [] : ["\(place): nothing may stand here"]
    }
    guard let members = schema.members else { return ["\(place): the schema is no schema"] }
    var result = Set(members.keys).subtracting(Self.words).sorted()
      .map { "\(place): the schema says `\($0)`, which is not understood" }
    if let name = schema["$ref"]?.text {
      let key = String(name.dropFirst("#/$defs/".count))
      guard name.hasPrefix("#/$defs/"), let target = root["$defs"]?[key] else {
        return ["\(place): the reference \(name) leads nowhere"]
      }
      result += faults(value, target, at: place)
    }
    if let options = schema["anyOf"]?.elements {
      let all = options.map { faults(value, $0, at: place) }
      if !all.contains(where: \.isEmpty) { result.append("\(place): none of \(all)") }
    }
    if let allowed = schema["enum"]?.elements, !allowed.contains(value) {
      result.append("\(place): \(value) is no choice")
    }
    if let type = schema["type"]?.text, !Self.isOf(type, value) {
      return result + ["\(place): \(value) is no \(type)"]
    }
    return result + numberFaults(value, schema, place) + textFaults(value, schema, place)
      + objectFaults(value, schema, place) + arrayFaults(value, schema, place)
  }

  private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
    switch (type, value) {
    case ("object", .object), ("array", .array), ("string", .string), ("number", .number),
      ("boolean", .bool):
      true
    case ("integer", .number(let number)): number == number.rounded()
    default: false
    }
  }

  private func numberFaults(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
    guard let number = value.number else { return [] }
    let bounds: [(String, (Double, Double) -> Bool)] = [
      ("minimum", { $0 >= $1 }), ("exclusiveMinimum", { $0 > $1 }),
      ("maximum", { $0 <= $1 }), ("exclusiveMaximum", { $0 < $1 }),
    ]
    return bounds.compactMap { word, holds in
      guard let bound = schema[word]?.number, !holds(number, bound) else { return nil }
      return "\(place): \(number) breaks \(word) \(bound)"
    }
  }

  private func textFaults(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
    guard let text = value.text else { return [] }
    var result: [String] = []
    if let least = schema["minLength"]?.number, Double(text.count) < least {
      result.append("\(place): too short")
    }
    if let most = schema["maxLength"]?.number, Double(text.count) > most {
      result.append("\(place): too long")
    }
    if let pattern = schema["pattern"]?.text {
      let matches = (try? Regex(pattern)).map { text.contains($0) } ?? false
      if !matches { result.append("\(place): \(text) does not match \(pattern)") }
    }
    return result
  }

  private func objectFaults(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
    guard let members = value.members else { return [] }
    var result: [String] = []
    for key in (schema["required"]?.elements ?? []).compactMap(\.text) where members[key] == nil {
      result.append("\(place): \(key) is missing")
    }
    for (key, member) in members.sorted(by: { $0.key < $1.key }) {
      if let own = schema["properties"]?[key] {
        result += faults(member, own, at: "\(place)/\(key)")
      } else if let other = schema["additionalProperties"] {
        result += faults(member, other, at: "\(place)/\(key)")
      }
    }
    return result
  }

  private func arrayFaults(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
    guard let elements = value.elements else { return [] }
    var result: [String] = []
    if let least = schema["minItems"]?.number, Double(elements.count) < least {
      result.append("\(place): too few")
    }
    guard let items = schema["items"] else { return result }
    for (index, element) in elements.enumerated() {
      result += faults(element, items, at: "\(place)/\(index)")
    }
    return result
  }
}
