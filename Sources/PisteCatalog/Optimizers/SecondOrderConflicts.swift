internal import PisteCore

extension Catalog {
  /// What K-FAC and L-BFGS cannot be combined with.
  static func secondOrderConflicts(
    _ settings: Settings, _ facts: DataSetFacts?
  ) -> [SettingConflict] {
    switch settings["optimizer.name"] {
    case "kfac": kfacConflicts(settings)
    case "lbfgs": lbfgsConflicts(settings, facts)
    default: []
    }
  }

  private static func kfacConflicts(_ settings: Settings) -> [SettingConflict] {
    var conflicts: [SettingConflict] = []
    // A function to be minimized has no layers either, which is told of it elsewhere.
    let fit = ["cross-entropy", "logistic", "square", LossName.objective.rawValue]
    if let loss = settings["loss"]?.text, !fit.contains(loss) {
      conflicts.append(
        conflict(
          "optimizer.name",
          "kfac needs a loss that is minus the log-probability of a label, which \(loss) is not",
          hint: "use loss cross-entropy, logistic or square, or another optimizer"))
    }
    if let layer = settings["model.normalize"]?.text, layer != "none" {
      conflicts.append(
        conflict(
          "optimizer.name", "kfac knows dense layers only, and model.normalize is \(layer)",
          hint: "leave model.normalize out, or use another optimizer"))
    }
    if let share = settings["model.dropout"]?.number, share > 0 {
      conflicts.append(
        conflict(
          "optimizer.name",
          "kfac's factors would be those of other units than dropout leaves in the gradient",
          hint: "leave model.dropout out, or use another optimizer"))
    }
    return conflicts
  }

  private static func lbfgsConflicts(
    _ settings: Settings, _ facts: DataSetFacts?
  ) -> [SettingConflict] {
    var conflicts: [SettingConflict] = []
    if let facts, let batch = settings["batch_size"]?.integer, batch < facts.trainingRows {
      conflicts.append(
        conflict(
          "batch_size",
          "lbfgs searches along lines of one function, and a batch of \(batch) is not all "
            + "\(facts.trainingRows) training rows",
          hint: "set batch_size: \(facts.trainingRows), or use another optimizer"))
    }
    if let share = settings["model.dropout"]?.number, share > 0 {
      conflicts.append(
        conflict(
          "optimizer.name", "lbfgs searches along lines of one function, and dropout changes it",
          hint: "leave model.dropout out, or use another optimizer"))
    }
    for key in ["gradient_clip.norm", "gradient_clip.value"] where settings[key] != nil {
      conflicts.append(
        conflict(
          key, "lbfgs takes its curvature from gradients, which clipping would falsify",
          hint: "leave \(key) out, or use another optimizer"))
    }
    return conflicts
  }

  private static func conflict(_ key: String, _ message: String, hint: String) -> SettingConflict {
    SettingConflict(key: key, error: SpecError(.conflict, message, hint: hint))
  }
}
