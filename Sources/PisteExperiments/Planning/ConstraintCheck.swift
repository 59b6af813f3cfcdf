internal import PisteCatalog
internal import PisteCore

/// Leaves out the grid points for which a constraint of `where` is false.
struct ConstraintCheck {
  let experiment: Experiment
  var faults: Faults
  /// How many points each constraint is false for, by itself.
  private(set) var counts: [Int]

  init(experiment: Experiment, faults: Faults) {
    self.experiment = experiment
    self.faults = faults
    counts = Array(repeating: 0, count: experiment.constraints.count)
  }

  /// Whether the task or the loss is asked for, which the data may tell.
  var needsData: Bool {
    experiment.constraints.contains { constraint in
      constraint.settings.contains { ["task", "loss"].contains($0.key) }
    }
  }

  /// The points that stay, in their order.
  ///
  /// - Parameters:
  ///   - points: The grid's points.
  ///   - facts: What is known of the data of the point at an index; asked only where ``needsData``.
  /// - Returns: The points for which no constraint is false.
  mutating func kept(
    of points: [GridPoint], facts: (Int) -> DataSetFacts?
  ) -> [GridPoint] {
    guard !experiment.constraints.isEmpty else { return points }
    let complete = points.indices.map {
      Catalog.complete(points[$0].settings, facts: needsData ? facts($0) : nil)
    }
    var isKept = Array(repeating: true, count: points.count)
    for (index, constraint) in experiment.constraints.enumerated()
    where !constraint.settings.contains(where: { faults.mayHide($0.key) }) {
      checkApplies(constraint, complete)
      for place in points.indices
      where !holds(constraint, points[place], complete[place], number: place + 1) {
        counts[index] += 1
        isKept[place] = false
      }
      if counts[index] == points.count, let settings = complete.first {
        tellNothingLeft(constraint, settings)
      }
    }
    let kept = points.indices.filter { isKept[$0] }.map { points[$0] }
    if kept.isEmpty, !points.isEmpty, !counts.contains(points.count) {
      faults.add(
        .emptyAxis, "no configuration satisfies all constraints of `where` at once",
        hint: "loosen one of them, or change the axes", at: experiment.place(of: "where"))
    }
    return kept
  }

  private mutating func holds(
    _ constraint: Constraint, _ point: GridPoint, _ settings: Settings, number: Int
  ) -> Bool {
    do {
      return try constraint.holds(for: settings) ?? true
    } catch {
      let values = Self.values(of: constraint, settings)
      faults.add(
        .outOfRange, "\(error.operation) is no number, for configuration \(number) (\(values))",
        hint: "guard it by a condition in front, as in `optimizer.weight_decay == 0 or …`",
        at: constraint.place(of: error))
      return true
    }
  }

  /// A fault for each setting that no point has, so that the constraint says nothing of it.
  private mutating func checkApplies(_ constraint: Constraint, _ complete: [Settings]) {
    // An override may have taken the alternative away that the constraint is about.
    guard experiment.overrides.isEmpty, !complete.isEmpty else { return }
    for (key, place) in constraint.settings
    where complete.allSatisfy({ $0[key] == nil }) && !["task", "loss"].contains(key) {
      let owners = Catalog.owners(of: key).map(\.name)
      faults.add(
        .notApplicable, "no configuration has `\(key)`",
        hint: owners.isEmpty
          ? "it has no default: set it, or leave it out of the constraint"
          : "it belongs to " + owners.joined(separator: ", "), at: place)
    }
  }

  private mutating func tellNothingLeft(_ constraint: Constraint, _ settings: Settings) {
    faults.add(
      .emptyAxis, "no configuration satisfies this constraint",
      hint: "loosen it, or change the axes; the first configuration has "
        + Self.values(of: constraint, settings), at: constraint.node.location)
  }

  private static func values(of constraint: Constraint, _ settings: Settings) -> String {
    constraint.settings.compactMap { setting in
      settings[setting.key].map { "\(setting.key) \($0)" }
    }.joined(separator: ", ")
  }
}
