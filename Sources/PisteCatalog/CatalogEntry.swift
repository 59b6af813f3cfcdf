/// A member of a family: what it is, where it is published, and which settings it brings.
public struct CatalogEntry: Hashable, Sendable {
  /// The family it belongs to.
  public let family: Family
  /// The name that files use.
  public let name: String
  /// The name that people use.
  public let title: String
  /// What it does, in a sentence or two.
  public let summary: String
  /// The rule as formulas, a line each; nil where there is none.
  public let formula: String?
  /// The publication or the origin.
  public let source: String?
  /// Which variant this is, where libraries or papers differ.
  public let differsFrom: String?
  /// The settings that apply once this member is chosen.
  public let settings: [SettingDefinition]

  init(
    _ family: Family, _ name: String, title: String, summary: String, formula: String? = nil,
    source: String? = nil, differsFrom: String? = nil, settings: [SettingDefinition] = []
  ) {
    self.family = family
    self.name = name
    self.title = title
    self.summary = summary
    self.formula = formula
    self.source = source
    self.differsFrom = differsFrom
    self.settings = settings
  }
}

/// A name that stands in the catalogue, one enumeration a family.
///
/// The training core switches over these exhaustively, so that a member without its code, or
/// code without its entry, does not compile.
public protocol CatalogName: RawRepresentable<String>, CaseIterable, Sendable, Hashable, Codable {
  /// The entry of this member.
  var entry: CatalogEntry { get }
}
