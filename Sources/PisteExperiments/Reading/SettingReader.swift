internal import PisteCatalog
internal import PisteCore

/// Reads values by their settings' types, and mappings of settings, nested or dotted.
struct SettingReader: Sendable {
  var faults = Faults()

  // MARK: One value

  /// The value that `node` writes for the setting, nil (with a fault) if it is none.
  mutating func value(_ node: YAMLNode, for definition: SettingDefinition) -> SettingValue? {
    let value = typedValue(node, for: definition)
    if value == nil { faults.markBroken(definition.key) }
    return value
  }

  private mutating func typedValue(
    _ node: YAMLNode, for definition: SettingDefinition
  ) -> SettingValue? {
    switch definition.type {
    case .number, .integer: number(node, definition).map { .number($0) }
    case .boolean: boolean(node, definition)
    case .text: text(node, definition).map { .text($0) }
    case .choice(let family): choice(node, definition, Catalog.names(family))
    case .word(let words): choice(node, definition, words)
    case .integers, .numbers: list(node, definition)
    }
  }

  private mutating func number(_ node: YAMLNode, _ definition: SettingDefinition) -> Double? {
    guard case .scalar(let text, let isPlain) = node.content,
      let value = ScalarText.number(text) ?? number(Quantity(text), definition)
    else {
      if let text = node.text, let quantity = Quantity(text) {
        wrongUnit(quantity, text, definition, at: node.location)
        return nil
      }
      wrongType(node, definition, phrase: definition.elementPhrase, hint: Self.numberHint(node))
      return nil
    }
    guard isPlain else {
      wrongType(
        node, definition, phrase: definition.elementPhrase, hint: "leave the quotes out: \(text)")
      return nil
    }
    if definition.type == .integer || definition.type == .integers, Int(exactly: value) == nil {
      wrongType(node, definition, phrase: definition.elementPhrase, hint: nil)
      return nil
    }
    if let range = definition.range, !range.contains(value) {
      faults.add(
        .outOfRange, "`\(definition.key)` is \(NumberFormat.plain(value)), outside \(range)",
        hint: Self.reference(definition), at: node.location)
      return nil
    }
    return value
  }

  /// The number that a quantity gives a setting, nil where its unit does not fit.
  private func number(_ quantity: Quantity?, _ definition: SettingDefinition) -> Double? {
    switch quantity {
    case .duration(let seconds) where definition.isDuration: seconds
    case .count(let count) where definition.isCount: count
    default: nil
    }
  }

  private mutating func wrongUnit(
    _ quantity: Quantity, _ text: String, _ definition: SettingDefinition, at place: SourceLocation
  ) {
    let key = definition.key
    if definition.isDuration {
      let minutes = text.hasSuffix("M") ? "minutes are written `m`: \(text.dropLast())m" : nil
      faults.add(
        .wrongUnit, "`\(key)` is a duration, and `\(text)` is a count",
        hint: minutes ?? DurationReader.examples, at: place)
    } else if definition.isCount {
      let millions = text.hasSuffix("m") ? "a million is written `M`: \(text.dropLast())M" : nil
      faults.add(
        .wrongUnit,
        "`\(key)` counts \(definition.unit ?? "something"), and `\(text)` is \(quantity.phrase)",
        hint: millions ?? "write a number; K is a thousand, M a million", at: place)
    } else {
      faults.add(
        .wrongUnit, "`\(key)` has no unit, and `\(text)` has one",
        hint: "write the number out; " + Self.reference(definition), at: place)
    }
  }

  private static func numberHint(_ node: YAMLNode) -> String? {
    if let joined = DurationReader.spaceless(node) { return "write \(joined)" }
    switch node.content {
    case .sequence: return "several values make an axis: `values: [...]` under `parameters`"
    case .mapping: return "an axis (`values: ...`) belongs under `parameters`"
    case .scalar(let text, _):
      let cleaned = text.filter { $0 != "_" && $0 != "," && $0 != " " }
      guard cleaned != text, ScalarText.number(cleaned) != nil else { return nil }
      return "write \(cleaned)"
    }
  }

  private mutating func boolean(
    _ node: YAMLNode, _ definition: SettingDefinition
  ) -> SettingValue? {
    if case .scalar(let text, isPlain: true) = node.content, let value = ScalarText.boolean(text) {
      return .bool(value)
    }
    let words = [
      "yes": "true", "on": "true", "no": "false", "off": "false", "1": "true", "0": "false",
      "true": "true", "false": "false",
    ]
    let hint = node.text.flatMap { words[$0.lowercased()] }.map { "write \($0)" }
    wrongType(node, definition, hint: hint ?? Self.numberHint(node))
    return nil
  }

  private mutating func text(_ node: YAMLNode, _ definition: SettingDefinition) -> String? {
    guard let text = node.text, !node.isEmpty, !text.isEmpty else {
      wrongType(node, definition, hint: Self.numberHint(node))
      return nil
    }
    return text
  }

  private mutating func choice(
    _ node: YAMLNode, _ definition: SettingDefinition, _ names: [String]
  ) -> SettingValue? {
    guard let text = text(node, definition) else { return nil }
    guard names.contains(text) else {
      let near = NearestName.among(names, to: text).map { "did you mean `\($0)`? " } ?? ""
      faults.add(
        .unknownChoice, "`\(text)` is no value of `\(definition.key)`",
        hint: near + "there are " + names.joined(separator: ", "), at: node.location)
      return nil
    }
    return .text(text)
  }

  private mutating func list(
    _ node: YAMLNode, _ definition: SettingDefinition
  ) -> SettingValue? {
    guard let elements = node.elements else {
      let hint = node.text.flatMap { ScalarText.number($0) == nil ? nil : "write [\($0)]" }
      wrongType(node, definition, hint: hint)
      return nil
    }
    let numbers = elements.map { number($0, definition) }
    guard !numbers.contains(nil) else { return nil }
    return .list(numbers.compactMap { $0.map { .number($0) } })
  }

  private mutating func wrongType(
    _ node: YAMLNode, _ definition: SettingDefinition, phrase: String? = nil, hint: String?
  ) {
    faults.add(
      .wrongType,
      "`\(definition.key)` must be \(phrase ?? definition.type.phrase), not \(node.phrase)",
      hint: hint ?? Self.reference(definition), at: node.location)
  }

  /// Where to read on, for a fault that nothing nearer is known of.
  static func reference(_ definition: SettingDefinition) -> String {
    let unit = definition.unit.map { $0 == definition.key ? "" : "; counted in \($0)" } ?? ""
    let usual = definition.defaultValue.map { "; the default is \($0)" } ?? ""
    return "`piste explain \(definition.key)` says what it does\(usual)\(unit)"
  }

  // MARK: Mappings of settings

  /// Every setting in a mapping whose keys stand under `prefix`.
  mutating func givenValues(in node: YAMLNode, under prefix: String = "") -> [GivenValue] {
    var result: [GivenValue] = []
    collect(node, under: prefix, into: &result)
    var keys = KeyCheck(faults: faults)
    keys.check(repetitionsIn: GivenKeys.settings(in: node, under: prefix))
    faults = keys.faults
    return Self.firsts(of: result)
  }

  private mutating func collect(
    _ node: YAMLNode, under prefix: String, into result: inout [GivenValue]
  ) {
    guard let entries = node.entries else {
      if !node.isEmpty { expectedMapping(node, prefix) }
      return
    }
    for entry in entries {
      let key = Self.path(prefix, entry.key)
      switch KeyKind(key) {
      case .setting(let definition):
        if let value = value(entry.value, for: definition) {
          result.append(GivenValue(key: key, value: value, location: entry.location))
        }
      case .group(let selector):
        if entry.value.entries != nil {
          collect(entry.value, under: key, into: &result)
        } else if let value = value(entry.value, for: selector) {
          result.append(GivenValue(key: selector.key, value: value, location: entry.location))
        }
      case .prefix: collect(entry.value, under: key, into: &result)
      case .unknown: unknownKey(entry, under: prefix)
      }
    }
  }

  mutating func expectedMapping(_ node: YAMLNode, _ prefix: String) {
    let name = prefix.isEmpty ? "settings" : prefix
    faults.markBroken(name)
    faults.add(
      .wrongType, "`\(name)` must be a mapping of settings, not \(node.phrase)",
      hint: name == "parameters"
        ? "as in {optimizer.lr: {values: [0.01, 0.1]}}"
        : prefix.isEmpty ? "as in {dataset: iris, epochs: 10}" : KeyKind.list(under: prefix),
      at: node.location)
  }

  /// The values without those whose key came before.
  static func firsts(of values: [GivenValue]) -> [GivenValue] {
    var seen: Set<String> = []
    return values.filter { seen.insert($0.key).inserted }
  }

  mutating func unknownKey(_ entry: YAMLEntry, under prefix: String, extra: [String] = []) {
    faults.markBroken(Self.path(prefix, entry.key))
    faults.add(
      .unknownKey, "there is no setting `\(Self.path(prefix, entry.key))`",
      hint: KeyKind.hint(for: entry.key, under: prefix, extra: extra), at: entry.location)
  }

  static func path(_ prefix: String, _ key: String) -> String {
    prefix.isEmpty ? key : prefix + "." + key
  }
}

extension SettingDefinition {
  /// Whether its numbers are seconds, so that a file may give them another unit of time.
  fileprivate var isDuration: Bool { unit == "seconds" }

  /// Whether its numbers count something, so that a file may give them in thousands.
  fileprivate var isCount: Bool {
    guard let unit, !isDuration else { return false }
    return type == .integer || type == .integers || unit.hasPrefix("rows")
  }

  /// What each number of its value must be.
  fileprivate var elementPhrase: String {
    switch type {
    case .integers: "made of whole numbers"
    case .numbers: "made of numbers"
    default: type.phrase
    }
  }
}
