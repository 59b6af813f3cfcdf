internal import PisteCatalog

/// The nested and dotted names of all settings as schemas of mappings.
struct SettingTree {
  /// Which mappings are described: where they stand decides what their keys may be given.
  enum Place: String, CaseIterable {
    case settings
    case parameters
    case alternative
  }

  private let keys = KeyKind.definitions.keys.sorted()
  private let prefixes = KeyKind.prefixes.sorted()

  /// The definition's name of a place's mapping under a prefix.
  static func name(_ place: Place, _ prefix: String) -> String {
    prefix.isEmpty ? place.rawValue : "\(place.rawValue)-\(prefix)"
  }

  /// The definitions of every mapping, value and axis.
  func definitions() -> [String: SchemaNode] {
    var result: [String: SchemaNode] = [:]
    for key in keys {
      guard let definition = KeyKind.definitions[key] else { continue }
      result["setting-\(key)"] = SettingSchema.value(of: definition)
      result["axis-\(key)"] = AxisSchema.axis(of: definition)
    }
    result["settings"] = mapping(.settings, "")
    result["parameters"] = mapping(.parameters, "")
    for prefix in prefixes {
      for place in Place.allCases { result[Self.name(place, prefix)] = group(place, prefix) }
    }
    return result
  }

  /// A group: a mapping, or its selector's word where one value is welcome.
  private func group(_ place: Place, _ prefix: String) -> SchemaNode {
    let mapping = mapping(place, prefix)
    guard place != .parameters, let selector = Catalog.groups[prefix] else { return mapping }
    return .any([.reference("setting-\(selector)"), mapping])
  }

  private func mapping(_ place: Place, _ prefix: String) -> SchemaNode {
    let start = prefix.isEmpty ? "" : prefix + "."
    var properties: [String: SchemaNode] = [:]
    for key in keys where key.hasPrefix(start) {
      properties[String(key.dropFirst(start.count))] = Self.leaf(place, key)
    }
    for inner in prefixes where inner.hasPrefix(start) {
      properties[String(inner.dropFirst(start.count))] = .reference(Self.name(place, inner))
    }
    if place != .settings, !prefix.isEmpty {
      properties.merge(AxisSchema.words(ofGroup: prefix)) { own, _ in own }
    }
    switch place {
    case .settings: break
    case .parameters:
      if !prefix.isEmpty {
        properties["parameters"] = .reference(Self.name(.parameters, prefix))
      }
    case .alternative:
      properties["label"] = ["type": "string", "description": "Names the level on every plot."]
      properties["weight"] = [
        "type": "number", "exclusiveMinimum": 0,
        "description": "How often it is drawn, against the other alternatives. Default: 1.",
      ]
    }
    return .mapping(properties)
  }

  private static func leaf(_ place: Place, _ key: String) -> SchemaNode {
    switch place {
    case .settings: .reference("setting-\(key)")
    case .parameters: .reference("axis-\(key)")
    case .alternative: .any([.reference("setting-\(key)"), .reference("axis-\(key)")])
    }
  }
}
