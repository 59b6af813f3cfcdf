private import Foundation

/// Values by the dotted names of their settings, as `optimizer.lr` → 0.1.
///
/// Keys are flat inside the program and nested in JSON (`{"optimizer": {"lr": 0.1}}`), where
/// they are sorted, so that equal settings are equal text.
public struct Settings: Hashable, Sendable {
  /// The values by dotted name.
  public var values: [String: SettingValue]

  /// Creates settings from values by dotted name.
  public init(_ values: [String: SettingValue] = [:]) { self.values = values }

  /// The value of the setting named `key`, nil where it is not set.
  public subscript(key: String) -> SettingValue? {
    get { values[key] }
    set { values[key] = newValue }
  }

  /// The dotted names in alphabetical order.
  public var keys: [String] { values.keys.sorted() }

  /// These settings with those of `other` in front of them.
  public func merging(_ other: Settings) -> Settings {
    Settings(values.merging(other.values) { _, new in new })
  }

  /// The settings as nested JSON with sorted keys and shortest round-trip numbers.
  public var json: String {
    get throws { String(decoding: try CanonicalJSON.encode(self), as: UTF8.self) }
  }

  /// Reads nested JSON as ``json`` writes it.
  ///
  /// - Throws: `DecodingError` if the text is not such JSON.
  public init(json: String) throws {
    if let values = SettingsText.values(of: json) {
      self.init(values)
      return
    }
    self = try JSONDecoder().decode(Settings.self, from: Data(json.utf8))
  }
}

extension Settings: ExpressibleByDictionaryLiteral {
  /// Creates settings from pairs of dotted name and value; a later pair wins.
  public init(dictionaryLiteral elements: (String, SettingValue)...) {
    self.init(Dictionary(elements, uniquingKeysWith: { _, new in new }))
  }
}

extension Settings: Codable {
  private enum Node: Codable {
    case leaf(SettingValue)
    case branch([String: Node])

    init(from decoder: any Decoder) throws {
      if let branch = try? decoder.singleValueContainer().decode([String: Node].self) {
        self = .branch(branch)
      } else {
        self = .leaf(try SettingValue(from: decoder))
      }
    }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .leaf(let value): try value.encode(to: encoder)
      case .branch(let nodes): try nodes.encode(to: encoder)
      }
    }

    mutating func insert(_ value: SettingValue, at path: ArraySlice<Substring>) {
      guard let head = path.first else {
        self = .leaf(value)
        return
      }
      var nodes: [String: Node] = if case .branch(let nodes) = self { nodes } else { [:] }
      nodes[String(head), default: .branch([:])].insert(value, at: path.dropFirst())
      self = .branch(nodes)
    }

    func flatten(under prefix: String, into values: inout [String: SettingValue]) {
      switch self {
      case .leaf(let value): values[prefix] = value
      case .branch(let nodes):
        for (name, node) in nodes {
          node.flatten(under: prefix.isEmpty ? name : "\(prefix).\(name)", into: &values)
        }
      }
    }
  }

  /// Reads nested JSON objects.
  ///
  /// - Throws: `DecodingError` if a value is null.
  public init(from decoder: any Decoder) throws {
    var values: [String: SettingValue] = [:]
    try Node(from: decoder).flatten(under: "", into: &values)
    self.init(values)
  }

  /// Writes nested JSON objects.
  ///
  /// - Throws: `EncodingError` if a number is not finite.
  public func encode(to encoder: any Encoder) throws {
    var root = Node.branch([:])
    for (key, value) in values { root.insert(value, at: key.split(separator: ".")[...]) }
    try root.encode(to: encoder)
  }
}
