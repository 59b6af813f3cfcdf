internal import PisteCatalog
internal import PisteCore

/// Finds the factor under study among the axes, and each point's level of it.
struct CompareCheck {
  let experiment: Experiment
  var faults: Faults

  mutating func check(_ points: [GridPoint]) {
    guard let compare = experiment.compare else { return }
    let keys = Set(points.flatMap { $0.coordinates.map(\.key) + $0.own.keys })
    let selector = Catalog.groups[compare] ?? compare
    if keys.contains(compare) || keys.contains(selector) { return }
    // An axis that could not be read may well be the one that is meant.
    guard !faults.touches(compare), !points.isEmpty else { return }
    let axes = Self.order(points)
    let list = axes.isEmpty ? "there are no axes" : "the axes are " + axes.joined(separator: ", ")
    let place = experiment.place(of: "compare")
    faults.add(.conflict, "`\(compare)` does not vary", hint: list, at: place)
  }

  private static func order(_ points: [GridPoint]) -> [String] {
    var seen: Set<String> = []
    return points.flatMap { $0.coordinates.map(\.key) }.filter { seen.insert($0).inserted }
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
