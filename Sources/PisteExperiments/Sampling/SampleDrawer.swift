internal import PisteCatalog
internal import PisteCore

/// Draws the configurations of an experiment, so that a larger count adds some at the end and
/// changes none.
///
/// Where levels are compared, each is drawn for by itself and gets the whole count, level by level
/// in turn: the report compares the best of each, and the best of more draws is better by luck. The
/// n-th draws of all levels share what axes outside the compared factor give.
///
/// A proposal that is excluded, or that is a configuration proposed before, is passed over and the
/// next one taken.
struct SampleDrawer {
  /// The most proposals that are passed over in a row.
  static let patience = 10_000

  let experiment: Experiment
  let space: SampleSpace
  let sampling: Sampling
  var faults: Faults

  /// A level that is drawn for, or everything.
  private struct Stratum {
    var level: String?
    var space: SampleSpace
    var index = 0
    var isExhausted = false
  }

  /// What was proposed before.
  private struct Seen {
    var values: Set<[String: SettingValue]> = []
    var identities: Set<Settings> = []
  }

  private var place: SourceLocation {
    experiment.places["samples"] ?? experiment.places["run_cap"]
      ?? experiment.place(of: "parameters")
  }

  /// The dimension of all configurations; empty for faults that leave nothing to draw.
  mutating func dimensions() -> [Dimension] {
    let names = space.names
    if sampling.kind == .sobol, names.count > SobolSequence.dimensionCount {
      faults.add(
        .tooLarge,
        "\(names.count) axes, and the Sobol sequence has \(SobolSequence.dimensionCount) dimensions",
        hint: "use method: random", at: experiment.place(of: "method"))
      return []
    }
    guard !space.axes.isEmpty else {
      let isMeant = experiment.given.map { $0.hasUnknown || $0.axes.contains { !$0.isFixed } }
      guard isMeant != true else { return [] }
      faults.add(
        .emptyAxis, "`\(sampling.kind)` has no axis to draw from",
        hint: "give one under `parameters`, as optimizer.lr: {min: 1e-4, max: 1e-1, scale: log}",
        at: experiment.place(of: "method"))
      return []
    }
    let sampler = Sampler(sampling, axes: names)
    var strata = SampleLevels(experiment: experiment, faults: faults)
    var levels = strata.split(space).map { Stratum(level: $0.level, space: $0.space) }
    faults = strata.faults
    guard levels.count * sampling.count <= AxisReader.maximumPoints else {
      faults.add(
        .tooLarge,
        "\(levels.count) levels of \(sampling.count) are more than 100,000 configurations",
        hint: "lower `samples`", at: place)
      return []
    }
    for index in levels.indices { checkCount(&levels[index]) }
    var seen = Seen()
    var points: [AxisPoint] = []
    for _ in 0..<sampling.count {
      for index in levels.indices where !levels[index].isExhausted {
        if let point = next(&levels[index], sampler, &seen) { points.append(point) }
      }
    }
    return [
      Dimension(
        key: "parameters", points: points, location: experiment.place(of: "parameters"))
    ]
  }

  private mutating func next(
    _ stratum: inout Stratum, _ sampler: Sampler, _ seen: inout Seen
  ) -> AxisPoint? {
    for _ in 0..<Self.patience {
      let point = stratum.space.point(
        sampler, stratum.index, at: experiment.place(of: "parameters"))
      stratum.index += 1
      // Most repetitions are plain ones, and to complete the settings takes its time.
      let own = Dictionary(
        point.givenValues.map { ($0.key, $0.value) }, uniquingKeysWith: { _, new in new })
      guard seen.values.insert(own).inserted, let identity = identity(of: point),
        seen.identities.insert(identity).inserted
      else { continue }
      return point
    }
    stratum.isExhausted = true
    tell(
      "\(Self.patience) draws in a row gave no new configuration"
        + (stratum.level.map { " of \($0)" } ?? ""),
      hint: experiment.exclude.isEmpty && experiment.constraints.isEmpty
        ? "lower `samples`, or use method: grid, which takes each once"
        : "`exclude` and `where` leave too few: lower `samples`, or leave less out")
    return nil
  }

  /// What makes a configuration what it is, as far as that can be known without the data; nil for
  /// one that is excluded.
  private func identity(of point: AxisPoint) -> Settings? {
    let own = Dictionary(
      point.givenValues.map { ($0.key, $0) }, uniquingKeysWith: { _, new in new })
    let common = Dictionary(
      experiment.common.map { ($0.key, $0) }, uniquingKeysWith: { _, new in new })
    let gridPoint = GridPoint(
      coordinates: point.coordinates, own: own, common: common, location: point.location)
    guard !GridExpansion.isExcluded(gridPoint, by: experiment.exclude), isAllowed(gridPoint) else {
      return nil
    }
    return Catalog.identity(gridPoint.settings, facts: nil)
  }

  /// Whether no constraint is false for a configuration, as far as that can be known without the data.
  private func isAllowed(_ point: GridPoint) -> Bool {
    guard !experiment.constraints.isEmpty else { return true }
    let complete = Catalog.complete(point.settings, facts: nil)
    return experiment.constraints.allSatisfy { constraint in
      do {
        return try constraint.holds(for: complete) ?? true
      } catch {
        // The plan tells of it, with the configuration's number.
        return true
      }
    }
  }

  /// A fault where there are fewer combinations than are asked for.
  private mutating func checkCount(_ stratum: inout Stratum) {
    guard let count = stratum.space.count, count < sampling.count else { return }
    stratum.isExhausted = true
    tell(
      "there are only \(count) combinations"
        + (stratum.level.map { " of \($0)" } ?? "") + ", and \(sampling.count) are asked for",
      hint: "lower `samples`, or use method: grid, which takes each once")
  }

  private mutating func tell(_ message: String, hint: String) {
    // An axis that could not be read may have brought more.
    guard faults.all.isEmpty else { return }
    faults.add(.exhausted, message, hint: hint, at: place)
  }
}
