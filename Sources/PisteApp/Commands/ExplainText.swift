private import Foundation
internal import PisteCatalog
internal import PisteCore

/// The catalogue as text for people.
enum ExplainText {
  private static let width = 96

  /// A family's members, a line or two each.
  static func overview(of family: Family) -> [String] {
    let names = Catalog.names(family)
    let column = (names.map(\.count).max() ?? 0) + 4
    return ["\(family.rawValue) (\(family.selector))"]
      + names.flatMap { name -> [String] in
        let summary = Catalog.entry(family, name)?.summary ?? ""
        let blank = String(repeating: " ", count: column)
        var lines = TextWrap.lines(summary, width: width, indent: blank)
        lines[0] = "  " + name + lines[0].dropFirst(2 + name.count)
        return lines
      } + shared(by: family)
  }

  /// The settings that every member of a family has.
  private static func shared(by family: Family) -> [String] {
    let settings = family.sharedSettings
    guard !settings.isEmpty else { return [] }
    return ["", "settings of every \(family.rawValue)"]
      + settings.flatMap { setting($0, withOwner: false) }
  }

  /// One member in full.
  static func entry(_ entry: CatalogEntry) -> [String] {
    var lines = ["\(entry.title) (\(entry.family.selector): \(entry.name))"]
    lines += rule(entry.summary, formula: entry.formula, source: entry.source)
    if let other = entry.differsFrom {
      lines += TextWrap.lines("Differs from: " + other + ".", width: width, indent: "  ")
    }
    for setting in entry.settings { lines += [""] + self.setting(setting, withOwner: false) }
    return lines + shared(by: entry.family)
  }

  /// A word that is had by settings, with these.
  static func topic(_ topic: Topic) -> [String] {
    let settings = topic.settings.flatMap { key in
      Catalog.definition(key).map { [""] + setting($0, withOwner: true) } ?? []
    }
    return [topic.title] + rule(topic.summary, formula: topic.formula, source: topic.source)
      + settings
  }

  private static func rule(_ summary: String, formula: String?, source: String?) -> [String] {
    var lines = TextWrap.lines(summary, width: width, indent: "  ")
    if let formula {
      lines.append("")
      lines += formula.split(separator: "\n").map { "    " + $0 }
    }
    if let source {
      lines.append("")
      lines += TextWrap.lines("Source: " + source + ".", width: width, indent: "  ")
    }
    return lines
  }

  /// The settings that every run has.
  static func commonSettings() -> [String] {
    ["settings of every run"] + Catalog.commonSettings.flatMap { setting($0, withOwner: false) }
  }

  /// One setting: its name, what it takes, what it does.
  static func setting(_ setting: SettingDefinition, withOwner: Bool) -> [String] {
    var facts = [setting.type.phrase]
    if let range = setting.range { facts.append("in \(range)") }
    if let unit = setting.unit { facts.append(unit) }
    if setting.isRequired { facts.append("must be given") }
    if let value = setting.defaultValue { facts.append("default \(value)") }
    let symbol = setting.symbol.map { " \($0)" } ?? ""
    var lines = ["  \(setting.key)\(symbol): " + facts.joined(separator: ", ")]
    lines += TextWrap.lines(setting.summary, width: width, indent: "      ")
    let owners = Catalog.owners(of: setting.key).filter { $0.settings.contains(setting) }
    if withOwner, !owners.isEmpty {
      let names = owners.map { "\($0.family.rawValue) \($0.name)" }.joined(separator: ", ")
      lines += TextWrap.lines("Applies to: \(names).", width: width, indent: "      ")
    }
    return lines
  }
}

/// A catalogue entry as programs read it.
struct ExplainRecord: Encodable {
  /// A setting as programs read it.
  struct Setting: Encodable {
    let key: String
    let type: String
    let `default`: SettingValue?
    let range: String?
    let unit: String?
    let required: Bool
    let summary: String

    init(_ setting: SettingDefinition) {
      key = setting.key
      type = setting.type.phrase
      `default` = setting.defaultValue
      range = setting.range?.description
      unit = setting.unit
      required = setting.isRequired
      summary = setting.summary
    }
  }

  let family: Family
  let name: String
  let title: String
  let summary: String
  let formula: String?
  let source: String?
  let differsFrom: String?
  let settings: [Setting]

  init(_ entry: CatalogEntry) {
    family = entry.family
    name = entry.name
    title = entry.title
    summary = entry.summary
    formula = entry.formula
    source = entry.source
    differsFrom = entry.differsFrom
    settings = (entry.settings + entry.family.sharedSettings).map(Setting.init)
  }
}
