internal import PisteCatalog
internal import PisteCore

/// What a dotted name means to the catalogue.
enum KeyKind {
  /// A setting.
  case setting(SettingDefinition)
  /// A group, as `optimizer`, whose bare word means the setting that selects.
  case group(selector: SettingDefinition)
  /// The beginning of settings' names, as `model`.
  case prefix
  /// Nothing.
  case unknown

  init(_ key: String) {
    if let definition = Self.definitions[key] {
      self = .setting(definition)
    } else if let selector = Catalog.groups[key].flatMap({ Self.definitions[$0] }) {
      self = .group(selector: selector)
    } else if Self.prefixes.contains(key) {
      self = .prefix
    } else {
      self = .unknown
    }
  }

  /// What may be read for a key before any choice is known: what some definition of it allows.
  static let definitions: [String: SettingDefinition] = Dictionary(
    Catalog.allDefinitions.map { ($0.key, $0) }, uniquingKeysWith: { $0.widened(by: $1) })

  static let prefixes: Set<String> = Set(
    definitions.keys.flatMap { key in
      key.indices.filter { key[$0] == "." }.map { String(key[..<$0]) }
    })

  /// What somebody may have meant by an unknown key.
  static func hint(for key: String, under prefix: String, extra: [String] = []) -> String {
    let start = prefix.isEmpty ? "" : prefix + "."
    let names = definitions.keys.sorted() + prefixes.sorted()
    let here = names.filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
    if let alias = SettingAlias.hint(for: key, under: prefix) { return alias }
    if let near = NearestName.among(extra + here, to: key) { return "did you mean `\(near)`?" }
    if let elsewhere = names.first(where: { $0 == key || $0.hasSuffix("." + key) }) {
      return "did you mean `\(elsewhere)`?"
    }
    if let near = NearestName.among(names, to: start + key) { return "did you mean `\(near)`?" }
    let word = key.split(separator: ".").last.map(String.init) ?? key
    let lastWords = names.compactMap { $0.split(separator: ".").last.map(String.init) }
    if let near = NearestName.among(lastWords, to: word),
      let whole = names.first(where: { $0 == near || $0.hasSuffix("." + near) })
    {
      return "did you mean `\(whole)`?"
    }
    return list(under: prefix)
  }

  /// The settings whose names begin with a prefix, where there are any.
  static func list(under prefix: String) -> String {
    let here = definitions.keys.sorted().filter { $0.hasPrefix(prefix + ".") }
      .map { String($0.dropFirst(prefix.count + 1)) }
    guard !here.isEmpty else { return "`piste explain` lists every setting" }
    return "there are " + here.joined(separator: ", ")
  }
}

extension SettingDefinition {
  /// A definition whose range holds this one's and another's, without a default that differs.
  fileprivate func widened(by other: SettingDefinition) -> SettingDefinition {
    SettingDefinition(
      key, type, default: defaultValue == other.defaultValue ? defaultValue : nil,
      range: range.flatMap { range in other.range.map(range.hull) },
      unit: unit == other.unit ? unit : nil, symbol: symbol == other.symbol ? symbol : nil,
      isRequired: isRequired && other.isRequired,
      affectsResult: affectsResult || other.affectsResult, summary)
  }
}

extension NumberRange {
  /// The smallest range that holds this one and another.
  fileprivate func hull(_ other: NumberRange) -> NumberRange {
    let lower = min(lower, other.lower)
    let upper = upper.flatMap { upper in other.upper.map { max(upper, $0) } }
    return NumberRange(
      lower: lower,
      lowerIncluded: [self, other].contains { $0.lower == lower && $0.lowerIncluded },
      upper: upper,
      upperIncluded: [self, other].contains { $0.upper == upper && $0.upperIncluded })
  }
}
