internal import PisteCatalog
internal import PisteCore

/// The schema of one setting's value, from its definition.
///
/// Where several members define a setting, it allows what any of them does: which one counts, only
/// the whole file tells.
enum SettingSchema {
  /// What may stand for the value.
  static func value(of definition: SettingDefinition) -> SchemaNode {
    var alternatives = [plain(definition), SchemaNode.reference("reference")]
    if definition.unit != nil, definition.type != .numbers {
      alternatives.insert(.reference("quantity"), at: 1)
    }
    guard case .object(var node) = SchemaNode.any(alternatives) else { return [:] }
    node["description"] = .string(description(definition))
    if let usual = definition.defaultValue { node["default"] = SchemaNode(usual) }
    return .object(node)
  }

  private static func plain(_ definition: SettingDefinition) -> SchemaNode {
    switch definition.type {
    case .number: bounded("number", definition.range)
    case .integer: bounded("integer", definition.range)
    case .boolean: ["type": "boolean"]
    case .text: ["type": "string"]
    case .choice(let family): .words(Catalog.names(family))
    case .word(let words): .words(words)
    case .integers: ["type": "array", "items": bounded("integer", definition.range)]
    case .numbers: ["type": "array", "items": bounded("number", definition.range)]
    }
  }

  private static func bounded(_ type: String, _ range: NumberRange?) -> SchemaNode {
    var node: [String: SchemaNode] = ["type": .string(type)]
    if let range {
      if range.lower.isFinite {
        node[range.lowerIncluded ? "minimum" : "exclusiveMinimum"] = .number(range.lower)
      }
      if let upper = range.upper {
        node[range.upperIncluded ? "maximum" : "exclusiveMaximum"] = .number(upper)
      }
    }
    return .object(node)
  }

  private static func description(_ definition: SettingDefinition) -> String {
    var parts = [definition.summary]
    if let unit = definition.unit { parts.append("Unit: \(unit).") }
    if let range = definition.range { parts.append("Range: \(range).") }
    if let usual = definition.defaultValue { parts.append("Default: \(usual).") }
    return parts.joined(separator: " ")
  }
}
