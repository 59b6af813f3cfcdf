internal import PisteCore

extension Catalog {
  /// Conflicts of the layers with the batches they see.
  static func modelConflicts(_ settings: Settings, _ facts: DataSetFacts?) -> [SettingConflict] {
    sizeConflicts(settings, facts) + batchConflicts(settings, facts)
  }

  private static func batchConflicts(
    _ settings: Settings, _ facts: DataSetFacts?
  ) -> [SettingConflict] {
    guard settings["model.normalize"] == "batch", settings["model.hidden"]?.list?.isEmpty == false,
      let batch = settings["batch_size"]?.integer, batch > 0
    else { return [] }
    if batch == 1 {
      return [
        conflict(
          "model.normalize", "batch normalization cannot normalize over a batch of 1 row",
          hint: "set batch_size to 2 or more, or use model.normalize: layer")
      ]
    }
    guard let rows = facts?.trainingRows, rows % batch == 1, settings["drop_last"] != true else {
      return []
    }
    return [
      conflict(
        "model.normalize",
        "batch normalization cannot normalize over 1 row, which the last of the batches of "
          + "\(batch) has, as there are \(rows) training rows",
        hint: "set drop_last: true, or another batch_size")
    ]
  }
}
