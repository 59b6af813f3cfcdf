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
      coordinates: [], givenValues: [], location: experiment.place(of: "parameters"))
    var points = Dimension.product(of: experiment.dimensions, base: base).map { point in
      GridPoint(
        coordinates: point.coordinates,
        own: Dictionary(
          point.givenValues.map { ($0.key, $0) }, uniquingKeysWith: { _, new in new }),
        common: common, location: point.location)
    }
    exclude(from: &points)
    include(into: &points, common: common)
    if points.isEmpty, experiment.sampling == nil, !faults.brokenKeys.contains("exclude") {
      faults.add(
        .emptyAxis, "`exclude` leaves no configuration",
        hint: "remove a pattern, or add a key to one so that it matches less",
        at: experiment.place(of: "exclude"))
    }
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
    guard experiment.overrides.isEmpty, !faults.brokenKeys.contains("exclude") else { return }
    // Draws were passed over before they came here.
    guard experiment.sampling == nil else { return }
    for index in unused.sorted() where !isUncertain(experiment.exclude[index]) {
      faults.add(
        .noEffect, "this pattern of `exclude` matches no configuration",
        hint: "every key of it must match at once", at: experiment.exclude[index].location)
    }
  }

  /// Whether a key of the pattern might match, were all values readable.
  private func isUncertain(_ pattern: Pattern) -> Bool {
    pattern.givenValues.contains { faults.mayHide($0.key) }
      || pattern.labels.keys.contains { faults.touchesGroup(of: $0) }
  }

  /// Whether a point matches one of the patterns.
  static func isExcluded(_ point: GridPoint, by patterns: [Pattern]) -> Bool {
    guard !patterns.isEmpty else { return false }
    let complete = Catalog.complete(point.settings, facts: nil)
    return patterns.contains { matches($0, point, complete) }
  }

  private static func matches(
    _ pattern: Pattern, _ point: GridPoint, _ complete: Settings
  ) -> Bool {
    pattern.givenValues.allSatisfy { complete[$0.key] == $0.value }
      && pattern.labels.allSatisfy { key, text in
        point.coordinates.contains { $0.key == key && $0.text == text }
      }
  }

  // MARK: Include

  private mutating func include(
    into points: inout [GridPoint], common: [String: GivenValue]
  ) {
    let axes = points.map { Set($0.own.keys) }
    for pattern in experiment.include {
      var fits = false
      var changes = false
      for index in axes.indices {
        let (fixed, added) = Self.split(pattern.givenValues, axes[index])
        guard fixed.allSatisfy({ points[index].own[$0.key]?.value == $0.value }),
          Self.canJoin(added, points[index])
        else { continue }
        fits = true
        for givenValue in added
        where points[index].givenValue(givenValue.key)?.value != givenValue.value {
          changes = true
          points[index].add(givenValue)
        }
      }
      if !fits {
        points.append(Self.point(pattern, common: common))
      } else if !changes, !faults.brokenKeys.contains("include") {
        faults.add(
          .noEffect, "the grid has this configuration already", hint: "remove it from `include`",
          at: pattern.location)
      }
    }
  }

  private static func split(
    _ givenValues: [GivenValue], _ axes: Set<String>
  ) -> (fixed: [GivenValue], added: [GivenValue]) {
    (givenValues.filter { axes.contains($0.key) }, givenValues.filter { !axes.contains($0.key) })
  }

  /// Whether the settings apply to the point, so that adding them is no mistake.
  private static func canJoin(_ added: [GivenValue], _ point: GridPoint) -> Bool {
    var settings = point.settings
    for givenValue in added { settings[givenValue.key] = givenValue.value }
    let applicable = Set(Catalog.definitions(for: settings).map(\.key))
    return added.allSatisfy { applicable.contains($0.key) }
  }

  private static func point(_ pattern: Pattern, common: [String: GivenValue]) -> GridPoint {
    var point = GridPoint(
      coordinates: [], own: [:], common: common, location: pattern.location)
    for givenValue in pattern.givenValues { point.add(givenValue) }
    return point
  }
}

extension GridPoint {
  /// Adds a setting of `include`, which shows among the coordinates.
  mutating func add(_ givenValue: GivenValue) {
    own[givenValue.key] = givenValue
    coordinates.removeAll { $0.key == givenValue.key }
    coordinates.append(
      AxisCoordinate(
        key: givenValue.key, text: givenValue.value.description, number: givenValue.value.number))
  }
}
