internal import PisteCatalog
internal import PisteCore

/// Finds the factor under study among the axes, and each point's level of it.
struct CompareCheck {
  let experiment: Experiment
  var faults: Faults

  /// A fault if no axis, readable or not, gives the factor.
  mutating func check() {
    guard let compare = experiment.compare else { return }
    let axes = experiment.given?.axes.filter { !$0.isFixed } ?? []
    let keys =
      Set(axes.flatMap { [$0.key] + $0.keys.map(\.key) })
      .union(experiment.include.flatMap { $0.givenValues.map(\.key) })
    let selector = Catalog.groups[compare] ?? compare
    if keys.contains(compare) || keys.contains(selector) { return }
    let place = experiment.place(of: "compare")
    if case .unknown = KeyKind(compare) {
      let near = NearestName.among(keys.sorted(), to: compare).map { "did you mean `\($0)`?" }
      faults.add(
        .unknownKey, "there is no setting `\(compare)` to compare",
        hint: near ?? KeyKind.hint(for: compare, under: ""), at: place)
      return
    }
    // A key that could not be read may well be the one that is meant.
    let isUncertain = experiment.given?.hasUnknown ?? false
    guard !isUncertain, !faults.brokenKeys.contains("include") else { return }
    let names = Self.names(axes)
    let list = names.isEmpty ? "there are no axes" : "the axes are " + names.joined(separator: ", ")
    faults.add(.conflict, "`\(compare)` does not vary", hint: list, at: place)
  }

  private static func names(_ axes: [GivenAxis]) -> [String] {
    var seen: Set<String> = []
    return axes.flatMap { [$0.key] + $0.keys.filter(\.isAxis).map(\.key) }
      .filter { seen.insert($0).inserted }
  }

  /// The level of a point: its label or text on the axis, or the setting's value.
  func level(of point: GridPoint, _ complete: Settings) -> String? {
    guard let compare = experiment.compare else { return nil }
    if let coordinate = point.coordinates.first(where: { $0.key == compare }) {
      return coordinate.text
    }
    let value = complete[compare] ?? Catalog.groups[compare].flatMap { complete[$0] }
    return value?.description ?? "none"
  }
}
