internal import PisteCatalog
internal import PisteCore

/// Holds the values of one grid point against the definitions that its choices bring.
///
/// Several members may define a setting, each with a range of its own. A file's values are read by
/// all of them together; which one counts is known only where the value meets the choice.
enum RangeCheck {
  /// Faults for values that the chosen members do not allow.
  ///
  /// - Parameters:
  ///   - point: The point, which knows where each value stands.
  ///   - settings: What it sets.
  ///   - faults: Where the faults go.
  /// - Returns: The keys of the values that are not allowed.
  static func check(
    _ point: GridPoint, _ settings: Settings, _ faults: inout Faults
  ) -> Set<String> {
    var broken: Set<String> = []
    for definition in Catalog.definitions(for: settings) {
      guard let range = definition.range, let given = point.givenValue(definition.key),
        let value = numbers(in: given.value).first(where: { !range.contains($0) })
      else { continue }
      let owners = Catalog.owners(of: definition.key)
      guard !owners.contains(where: { faults.mayHide($0.family.selector) }) else { continue }
      broken.insert(definition.key)
      let chosen = owners.first { $0.settings.contains(definition) && isChosen($0, settings) }
      faults.add(
        .outOfRange,
        "`\(definition.key)` is \(NumberFormat.plain(value)), outside \(range)"
          + (chosen.map { " for \($0.name)" } ?? ""),
        hint: SettingReader.reference(definition), at: given.location)
    }
    return broken
  }

  private static func numbers(in value: SettingValue) -> [Double] {
    value.list?.compactMap(\.number) ?? value.number.map { [$0] } ?? []
  }

  /// Whether the settings, or the defaults where they are silent, choose a member.
  private static func isChosen(_ entry: CatalogEntry, _ settings: Settings) -> Bool {
    let selector = entry.family.selector
    return (settings[selector] ?? Catalog.definition(selector)?.defaultValue)?.text == entry.name
  }
}
