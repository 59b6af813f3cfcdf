internal import PisteCore

extension Catalog {
  /// Conflicts among the settings that end a run early.
  static func guardConflicts(_ settings: Settings, _ facts: DataSetFacts?) -> [SettingConflict] {
    guard settings["early_stopping.patience"] != nil else { return idleStopping(settings) }
    var conflicts: [SettingConflict] = []
    if facts?.validationRows == 0 {
      conflicts.append(
        conflict(
          "early_stopping.patience", "there is no validation split to stop by",
          hint: facts?.task == .minimization
            ? "a function has no validation rows: leave early_stopping out"
            : "set dataset.validation above 0, or leave early_stopping out"))
    }
    let task = settings["task"]?.text.flatMap(LearningTask.init(rawValue:)) ?? facts?.task
    if task == .regression, settings["early_stopping.metric"] == "val/accuracy" {
      conflicts.append(
        conflict(
          "early_stopping.metric", "a regression has no accuracy to stop by",
          hint: "use val/loss, or leave early_stopping.metric out"))
    }
    return conflicts
  }

  /// Told since the run would not stop, though a file that sets these expects it to.
  private static func idleStopping(_ settings: Settings) -> [SettingConflict] {
    commonSettings.compactMap { definition in
      guard definition.key.hasPrefix("early_stopping."), let value = settings[definition.key],
        value != definition.defaultValue
      else { return nil }
      return conflict(
        definition.key, "nothing stops early without a patience",
        hint: "set early_stopping.patience, as to 5, or leave \(definition.key) out")
    }
  }
}
