public import PisteCore

extension OptimizerName {
  /// The setting that a schedule of momentum moves; nil where the optimizer has none.
  ///
  /// As in PyTorch it is the momentum where there is one, else β₁. Schedule-free rules have a β₁
  /// that is no momentum: it says where between two points the gradient is taken.
  public var momentumKey: String? {
    guard !rawValue.hasPrefix("schedule-free") else { return nil }
    let keys = entry.settings.map(\.key)
    return ["optimizer.momentum", "optimizer.beta1"].first { keys.contains($0) }
  }
}

extension ScheduleName {
  /// Whether the schedule moves the optimizer's momentum under `settings`.
  ///
  /// - Parameter settings: Complete settings.
  /// - Returns: What `schedule.cycle_momentum` says; where it is left out, whether the optimizer
  ///   has a momentum above 0. False for a schedule that moves none.
  public static func movesMomentum(in settings: Settings) -> Bool {
    guard settings["schedule.base_momentum"] != nil else { return false }
    return settings["schedule.cycle_momentum"]?.bool ?? hasMomentum(settings)
  }

  /// Whether training reads the validation rows under `settings`.
  ///
  /// Their metrics are then no longer those of rows that were held out, which a report must say.
  ///
  /// - Parameter settings: Complete settings.
  /// - Returns: True for a schedule that watches a metric of the validation rows.
  public static func seesValidation(in settings: Settings) -> Bool {
    settings["schedule.name"]?.text == reduceOnPlateau.rawValue
      && settings["schedule.metric"]?.text?.hasPrefix("val/") == true
  }

  static func hasMomentum(_ settings: Settings) -> Bool {
    let optimizer = settings["optimizer.name"]?.text.flatMap(OptimizerName.init)
    return (optimizer?.momentumKey.flatMap { settings[$0]?.number } ?? 0) > 0
  }
}

extension Catalog {
  static func scheduleConflicts(
    _ settings: Settings, stepsPerEpoch: Int?
  ) -> [SettingConflict] {
    var conflicts: [SettingConflict] = []
    let milestones = settings["schedule.milestones"]?.list?.compactMap(\.number) ?? []
    if zip(milestones, milestones.dropFirst()).contains(where: { $0 >= $1 }) {
      conflicts.append(
        conflict(
          "schedule.milestones", "milestones must rise from one to the next",
          hint: "write them in order, as [3, 6, 9]"))
    }
    if settings["schedule.three_phase"] == true, let rise = settings["schedule.pct_start"]?.number,
      rise > 0.5
    {
      conflicts.append(
        conflict(
          "schedule.pct_start",
          "a rise and as long a fall need a share of at most 0.5, not \(NumberFormat.plain(rise))",
          hint: "lower schedule.pct_start, or leave schedule.three_phase out"))
    }
    if let base = settings["schedule.base_momentum"]?.number,
      let most = settings["schedule.max_momentum"]?.number, base > most
    {
      conflicts.append(
        conflict(
          "schedule.base_momentum",
          "the lower momentum \(NumberFormat.plain(base)) is above the upper one "
            + NumberFormat.plain(most), hint: "set schedule.max_momentum above it"))
    }
    if settings["schedule.cycle_momentum"] == true, !ScheduleName.hasMomentum(settings) {
      let name = settings["optimizer.name"]?.text ?? "the optimizer"
      conflicts.append(
        conflict(
          "schedule.cycle_momentum", "\(name) has no momentum above 0 that could move",
          hint: "set one, as optimizer.momentum to 0.95, or leave schedule.cycle_momentum out"))
    }
    return conflicts + scheduleLengthConflicts(settings, stepsPerEpoch: stepsPerEpoch)
  }

  /// Conflicts between a schedule and what the data lets it see.
  static func scheduleDataConflicts(
    _ settings: Settings, _ facts: DataSetFacts
  ) -> [SettingConflict] {
    guard settings["schedule.name"]?.text == ScheduleName.reduceOnPlateau.rawValue,
      let metric = settings["schedule.metric"]?.text
    else { return [] }
    if metric.hasPrefix("val/"), facts.validationRows == 0 {
      return [
        conflict(
          "schedule.metric",
          "reduce-on-plateau watches \(metric), but there are no validation rows",
          hint: facts.task == .minimization
            ? "a function has no validation rows: set schedule.metric: train/loss, or leave "
              + "reduce-on-plateau out"
            : "set dataset.validation above 0, or schedule.metric: train/loss")
      ]
    }
    let task = settings["task"]?.text.flatMap(LearningTask.init(rawValue:)) ?? facts.task
    let hasAccuracy = task == .classification || task == .binary
    guard !hasAccuracy, metric.hasSuffix("/accuracy") else { return [] }
    return [
      conflict(
        "schedule.metric",
        "reduce-on-plateau watches \(metric), but \(task.rawValue) has no accuracy",
        hint: "set schedule.metric: " + metric.replacing("accuracy", with: "loss"))
    ]
  }
}
