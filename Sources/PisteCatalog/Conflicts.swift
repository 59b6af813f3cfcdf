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
  ///   - stepsPerEpoch: How many steps an epoch has, where no facts tell it.
  /// - Returns: The conflicts in the order of the rules; empty where all is well.
  public static func conflicts(
    in settings: Settings, facts: DataSetFacts?, stepsPerEpoch: Int? = nil
  ) -> [SettingConflict] {
    let steps = facts.flatMap { Self.stepsPerEpoch(in: settings, facts: $0) } ?? stepsPerEpoch
    return rateConflicts(settings) + optimizerConflicts(settings) + stepSizeConflicts(settings)
      + initializerConflicts(settings) + scheduleConflicts(settings, stepsPerEpoch: steps)
      + functionConflicts(settings) + guardConflicts(settings, facts)
      + modelConflicts(settings, facts) + secondOrderConflicts(settings, facts)
      + (facts.map { dataConflicts(settings, $0) } ?? [])
  }

  /// A rate that Float32, in which networks are trained, cannot tell from 0.
  private static func rateConflicts(_ settings: Settings) -> [SettingConflict] {
    guard let rate = settings["optimizer.lr"]?.number, rate > 0, Float(rate) == 0 else { return [] }
    return [
      conflict(
        "optimizer.lr", "a rate of \(NumberFormat.plain(rate)) is 0 in Float32: nothing would move",
        hint: "give a rate above 1e-38")
    ]
  }

  private static func optimizerConflicts(_ settings: Settings) -> [SettingConflict] {
    guard settings["optimizer.name"] == "sgd" else { return [] }
    let momentum = settings["optimizer.momentum"]?.number ?? 0
    let dampening = settings["optimizer.dampening"]?.number ?? 0
    var conflicts: [SettingConflict] = []
    if settings["optimizer.nesterov"] == true, momentum == 0 || dampening != 0 {
      let remedies = [
        momentum == 0 ? "set optimizer.momentum, as to 0.9" : nil,
        dampening != 0 ? "leave optimizer.dampening out" : nil,
      ]
      conflicts.append(
        conflict(
          "optimizer.nesterov", "Nesterov's form needs momentum above 0 and dampening 0",
          hint: remedies.compactMap { $0 }.joined(separator: " and ")
            + ", or leave optimizer.nesterov out"))
    }
    if dampening != 0, momentum == 0 {
      conflicts.append(
        conflict(
          "optimizer.dampening", "dampening without momentum would do nothing",
          hint: "set optimizer.momentum, as to 0.9, or leave optimizer.dampening out"))
    }
    return conflicts
  }

  private static func dataConflicts(
    _ settings: Settings, _ facts: DataSetFacts
  ) -> [SettingConflict] {
    var conflicts = scheduleDataConflicts(settings, facts)
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
    if (task == .minimization) != (facts.task == .minimization) {
      conflicts.append(
        conflict(
          "task",
          task == .minimization
            ? "\(facts.name) is a data set, which minimization cannot use"
            : "\(facts.name) is a function, which \(task.rawValue) cannot use",
          hint: "leave task out: it follows from the data"))
    } else if task != .minimization, (task == .regression) != facts.classes.isEmpty {
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
      !loss.fits(task)
    {
      conflicts.append(
        conflict(
          "loss", "\(loss.rawValue) does not fit \(task.rawValue)",
          hint: "use \(LossName(task: task).rawValue), or leave loss out"))
    } else if let loss = settings["loss"]?.text, settings["label_smoothing"] != nil,
      loss != LossName.crossEntropy.rawValue
    {
      conflicts.append(
        conflict(
          "label_smoothing", "\(loss) has no label_smoothing",
          hint: "it belongs to \(LossName.crossEntropy.rawValue)"))
    }
    return conflicts
  }

  static func conflict(_ key: String, _ message: String, hint: String?) -> SettingConflict {
    SettingConflict(key: key, error: SpecError(.conflict, message, hint: hint))
  }
}
