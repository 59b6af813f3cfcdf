internal import PisteCatalog
internal import PisteCore

/// Multiplies the dimensions out, in the order of the file, the last fastest.
///
/// `exclude` drops the points that match all keys of one of its patterns, in defaults too. `include`
/// then follows the matrices of GitHub Actions: an entry whose keys disagree with no axis value of
/// a point of the product adds its other keys to that point; an entry that fits no point becomes a
/// point of its own at the end of the grid.
struct GridExpansion {
  let experiment: Experiment
  var faults: Faults

  mutating func points() -> [GridPoint] {
    guard Dimension.count(of: experiment.dimensions, limit: AxisReader.maximumPoints) != nil else {
      faults.add(
        .tooLarge, "the grid has more than 100,000 configurations", hint: "shorten some axes",
        at: experiment.place(of: "parameters"))
      return []
    }
    let common = Dictionary(
      experiment.common.map { ($0.key, $0) }, uniquingKeysWith: { _, new in new })
    let base = AxisPoint(
      coordinates: [], assignments: [], location: experiment.place(of: "parameters"))
    var points = Dimension.product(of: experiment.dimensions, base: base).map { point in
      GridPoint(
        coordinates: point.coordinates,
        own: Dictionary(
          point.assignments.map { ($0.key, $0) }, uniquingKeysWith: { _, new in new }),
        common: common, location: point.location)
    }
    exclude(from: &points)
    include(into: &points, common: common)
    return points
  }

  // MARK: Exclude

  private mutating func exclude(from points: inout [GridPoint]) {
    guard !experiment.exclude.isEmpty else { return }
    var unused = Set(experiment.exclude.indices)
    points.removeAll { point in
      let complete = Catalog.complete(point.settings, facts: nil)
      var isExcluded = false
      for (index, pattern) in experiment.exclude.enumerated()
      where Self.matches(pattern, point, complete) {
        unused.remove(index)
        isExcluded = true
      }
      return isExcluded
    }
    // A pattern may be idle because an override or a fault narrowed the axes.
    guard experiment.overrides.isEmpty, faults.brokenKeys.isEmpty else { return }
    for index in unused.sorted() {
      faults.add(
        .noEffect, "this pattern of `exclude` matches no configuration",
        hint: "every key of it must match at once", at: experiment.exclude[index].location)
    }
    if points.isEmpty {
      faults.add(
        .emptyAxis, "`exclude` leaves no configuration", at: experiment.place(of: "exclude"))
    }
  }

  private static func matches(
    _ pattern: Pattern, _ point: GridPoint, _ complete: Settings
  ) -> Bool {
    pattern.assignments.allSatisfy { complete[$0.key] == $0.value }
      && pattern.labels.allSatisfy { key, text in
        point.coordinates.contains { $0.key == key && $0.text == text }
      }
  }

  // MARK: Include

  private mutating func include(
    into points: inout [GridPoint], common: [String: Assignment]
  ) {
    let axes = points.map { Set($0.own.keys) }
    for pattern in experiment.include {
      var fits = false
      var changes = false
      for index in axes.indices {
        let (fixed, added) = Self.split(pattern.assignments, axes[index])
        guard fixed.allSatisfy({ points[index].own[$0.key]?.value == $0.value }),
          Self.canJoin(added, points[index])
        else { continue }
        fits = true
        for assignment in added
        where points[index].assignment(assignment.key)?.value != assignment.value {
          changes = true
          points[index].add(assignment)
        }
      }
      if !fits {
        points.append(Self.point(pattern, common: common))
      } else if !changes {
        faults.add(
          .noEffect, "the grid has this configuration already", hint: "remove it from `include`",
          at: pattern.location)
      }
    }
  }

  private static func split(
    _ assignments: [Assignment], _ axes: Set<String>
  ) -> (fixed: [Assignment], added: [Assignment]) {
    (assignments.filter { axes.contains($0.key) }, assignments.filter { !axes.contains($0.key) })
  }

  /// Whether the settings apply to the point, so that adding them is no mistake.
  private static func canJoin(_ added: [Assignment], _ point: GridPoint) -> Bool {
    var settings = point.settings
    for assignment in added { settings[assignment.key] = assignment.value }
    let applicable = Set(Catalog.definitions(for: settings).map(\.key))
    return added.allSatisfy { applicable.contains($0.key) }
  }

  private static func point(_ pattern: Pattern, common: [String: Assignment]) -> GridPoint {
    var point = GridPoint(
      coordinates: [], own: [:], common: common, location: pattern.location)
    for assignment in pattern.assignments { point.add(assignment) }
    return point
  }
}

extension GridPoint {
  /// Adds a setting of `include`, which shows among the coordinates.
  mutating func add(_ assignment: Assignment) {
    own[assignment.key] = assignment
    coordinates.removeAll { $0.key == assignment.key }
    coordinates.append(
      AxisCoordinate(
        key: assignment.key, text: assignment.value.description, number: assignment.value.number))
  }
}
