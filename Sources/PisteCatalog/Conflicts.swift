public import PisteCore

/// Values that are each allowed but cannot stand together.
public struct SettingConflict: Hashable, Sendable {
  /// The dotted name of the setting where the fault is best told.
  public let key: String
  /// The fault, without a place.
  public let error: SpecError
}

extension Catalog {
  /// Every conflict among complete settings, each told once.
  ///
  /// - Parameters:
  ///   - settings: Complete settings, each value of the right type and within its range; one that
  ///     is not is passed over here, as its own fault tells of it.
  ///   - facts: The data set's facts; nil leaves out what depends on them.
  /// - Returns: The conflicts in the order of the rules; empty where all is well.
  public static func conflicts(in settings: Settings, facts: DataSetFacts?) -> [SettingConflict] {
    optimizerConflicts(settings) + initializerConflicts(settings) + scheduleConflicts(settings)
      + secondOrderConflicts(settings, facts) + (facts.map { dataConflicts(settings, $0) } ?? [])
  }

  private static func optimizerConflicts(_ settings: Settings) -> [SettingConflict] {
    guard settings["optimizer.name"] == "sgd" else { return [] }
    let momentum = settings["optimizer.momentum"]?.number ?? 0
    let dampening = settings["optimizer.dampening"]?.number ?? 0
    var conflicts: [SettingConflict] = []
    if settings["optimizer.nesterov"] == true, momentum == 0 || dampening != 0 {
      conflicts.append(
        conflict(
          "optimizer.nesterov", "Nesterov's form needs momentum above 0 and dampening 0",
          hint: "set optimizer.momentum, as to 0.9, or leave optimizer.nesterov out"))
    }
    if dampening != 0, momentum == 0 {
      conflicts.append(
        conflict(
          "optimizer.dampening", "dampening without momentum would do nothing",
          hint: "set optimizer.momentum, as to 0.9, or leave optimizer.dampening out"))
    }
    return conflicts
  }

  private static func initializerConflicts(_ settings: Settings) -> [SettingConflict] {
    guard settings["model.init.name"] == "uniform", let low = settings["model.init.low"]?.number,
      let high = settings["model.init.high"]?.number, low >= high
    else { return [] }
    return [
      conflict(
        "model.init.low",
        "the lower bound \(NumberFormat.plain(low)) is not below the upper bound "
          + NumberFormat.plain(high), hint: "set model.init.high above it")
    ]
  }

  private static func scheduleConflicts(_ settings: Settings) -> [SettingConflict] {
    var conflicts: [SettingConflict] = []
    let milestones = settings["schedule.milestones"]?.list?.compactMap(\.number) ?? []
    if zip(milestones, milestones.dropFirst()).contains(where: { $0 >= $1 }) {
      conflicts.append(
        conflict(
          "schedule.milestones", "milestones must rise from one to the next",
          hint: "write them in order, as [3, 6, 9]"))
    }
    if settings["schedule.unit"] == "epoch", let warmup = settings["schedule.warmup"]?.integer,
      let epochs = settings["epochs"]?.integer, warmup > 0, warmup >= epochs
    {
      conflicts.append(
        conflict(
          "schedule.warmup",
          "a warm-up of \(NumberFormat.count(warmup, "epoch")) leaves nothing of a run of "
            + NumberFormat.count(epochs, "epoch"),
          hint: "shorten it, or count in steps with schedule.unit: step"))
    }
    return conflicts
  }

  private static func dataConflicts(
    _ settings: Settings, _ facts: DataSetFacts
  ) -> [SettingConflict] {
    var conflicts: [SettingConflict] = []
    if let batch = settings["batch_size"]?.integer, batch > facts.trainingRows {
      conflicts.append(
        SettingConflict(
          key: "batch_size",
          error: SpecError(
            .outOfRange,
            "a batch of \(batch) is larger than the \(facts.trainingRows) training rows",
            hint: "at most \(facts.trainingRows) for this data set and split")))
    }
    let task = settings["task"]?.text.flatMap(LearningTask.init(rawValue:)) ?? facts.task
    if (task == .regression) != facts.classes.isEmpty {
      conflicts.append(
        conflict(
          "task",
          facts.classes.isEmpty
            ? "\(facts.name) has a target of numbers, which \(task.rawValue) cannot use"
            : "\(facts.name) has \(facts.classes.count) classes, which regression cannot use",
          hint: "leave task out: it follows from the data"))
    } else if task == .binary, facts.classes.count != 2 {
      conflicts.append(
        conflict(
          "task", "binary needs 2 classes, and \(facts.name) has \(facts.classes.count)",
          hint: "use task: classification"))
    }
    if let loss = settings["loss"]?.text.flatMap(LossName.init(rawValue:)),
      loss != LossName(task: task)
    {
      conflicts.append(
        conflict(
          "loss", "\(loss.rawValue) does not fit \(task.rawValue)",
          hint: "use \(LossName(task: task).rawValue), or leave loss out"))
    }
    return conflicts
  }

  private static func conflict(_ key: String, _ message: String, hint: String?) -> SettingConflict {
    SettingConflict(key: key, error: SpecError(.conflict, message, hint: hint))
  }
}
