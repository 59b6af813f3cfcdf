internal import PisteCore

extension Catalog {
  /// How many steps one epoch has.
  ///
  /// - Parameters:
  ///   - trainingRows: Rows to train on.
  ///   - batchSize: B, examples in one step, at least 1.
  ///   - dropsLast: Whether a last batch that is not full is left out.
  /// - Returns: ⌊rows/B⌋ where it is left out, else ⌈rows/B⌉.
  public static func stepsPerEpoch(trainingRows: Int, batchSize: Int, dropsLast: Bool) -> Int {
    let batch = max(1, batchSize)
    return trainingRows / batch + (dropsLast || trainingRows % batch == 0 ? 0 : 1)
  }

  /// The same from complete settings; nil where no batch fits, which is told by itself.
  static func stepsPerEpoch(in settings: Settings, facts: DataSetFacts) -> Int? {
    guard let batch = settings["batch_size"]?.integer, (1...max(1, facts.trainingRows)) ~= batch
    else { return nil }
    return stepsPerEpoch(
      trainingRows: facts.trainingRows, batchSize: batch,
      dropsLast: settings["drop_last"]?.bool ?? false)
  }

  /// Conflicts between a schedule and the length of the run, in epochs or in steps.
  static func scheduleLengthConflicts(
    _ settings: Settings, stepsPerEpoch: Int?
  ) -> [SettingConflict] {
    guard let noun = settings["schedule.unit"]?.text, let epochs = settings["epochs"]?.integer,
      let warmup = settings["schedule.warmup"]?.integer
    else { return [] }
    let run: Int
    switch noun {
    case "epoch": run = epochs
    case "step":
      guard let stepsPerEpoch else { return [] }
      run = epochs * stepsPerEpoch
    default: return []
    }
    guard warmup <= 0 || warmup < run else {
      return [
        conflict(
          "schedule.warmup",
          "a warm-up of \(NumberFormat.count(warmup, noun)) leaves nothing of a run of "
            + NumberFormat.count(run, noun),
          hint: noun == "epoch"
            ? "shorten it, or count in steps with schedule.unit: step"
            : "shorten schedule.warmup")
      ]
    }
    let units = run - max(0, warmup)
    return [tooShort(settings, units: units, of: noun), idleMilestones(settings, units, noun)]
      .compactMap { $0 }
  }

  /// What is wrong with a schedule whose shape needs more units than there are; nil if nothing.
  private static func tooShort(
    _ settings: Settings, units: Int, of noun: String
  ) -> SettingConflict? {
    let length = NumberFormat.count(units, noun)
    if settings["schedule.name"]?.text == ScheduleName.oneCycle.rawValue,
      let rise = settings["schedule.pct_start"]?.number, rise * Double(units) <= 1
    {
      return conflict(
        "schedule.pct_start",
        "a share of \(NumberFormat.plain(rise)) of \(length) leaves no room for the rise",
        hint: noun == "epoch"
          ? "count in steps with schedule.unit: step" : "raise schedule.pct_start")
    }
    if settings["schedule.name"]?.text == ScheduleName.warmupStableDecay.rawValue,
      let decay = settings["schedule.decay"]?.number, decay * Double(units) <= 1
    {
      return conflict(
        "schedule.decay",
        "a share of \(NumberFormat.plain(decay)) of \(length) is over before the rate has fallen",
        hint: noun == "epoch"
          ? "count in steps with schedule.unit: step" : "raise schedule.decay")
    }
    return nil
  }

  /// Told where the rate would never be multiplied, which a file that names milestones expects.
  private static func idleMilestones(
    _ settings: Settings, _ units: Int, _ noun: String
  ) -> SettingConflict? {
    guard settings["schedule.name"]?.text == ScheduleName.multiStep.rawValue,
      let milestones = settings["schedule.milestones"]?.list?.compactMap(\.number)
    else { return nil }
    guard let first = milestones.min() else {
      return conflict(
        "schedule.milestones", "without a milestone multi-step never changes the rate",
        hint: "give at least one, or use schedule: constant")
    }
    guard first >= Double(units) else { return nil }
    let isWarmedUp = (settings["schedule.warmup"]?.integer ?? 0) > 0
    return conflict(
      "schedule.milestones",
      "the first milestone, \(NumberFormat.plain(first)), lies beyond the "
        + NumberFormat.count(units, noun) + (isWarmedUp ? " behind the warm-up" : " of the run")
        + ", so that the rate never falls",
      hint: "lower the milestones, or use schedule: constant")
  }
}
