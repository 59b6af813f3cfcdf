internal import PisteCore

extension Comparison {
  /// H08: a mean that leaves out runs that diverged flatters whoever lost them.
  func divergenceCheck(_ caveats: [Caveat]) -> HonestyCheck {
    guard table.runs.contains(where: { $0.status.isDone }) else {
      return HonestyCheck(.divergence, .notCheckable, "No run has a result\(yet).")
    }
    guard !ranking.isEmpty || !hasEnded else {
      let lost = table.runs.filter { !$0.isWhole }
      return HonestyCheck(
        .divergence, .fail,
        "No run that was to be reported completed, so there is no mean: "
          + "\(lost.count { $0.status == .diverged }) of "
          + "\(NumberFormat.count(table.runs.count, "run")) diverged.", runs: lost,
        cure: HonestyCheck.Cure("Search lower learning rates, or clip the gradient."))
    }
    if let text = text(of: [.survivorsOnly, .didNotLearn], in: caveats) {
      let lost = levels.flatMap(\.runs).filter { !$0.isWhole && $0.status.isDone }
      let verdict =
        judgement.leading == nil || lost.isEmpty
        ? "" : " In the verdict, a run that did not complete is the worst of all."
      return HonestyCheck(
        .divergence, .warn, text + verdict, runs: lost + runsAtChance,
        cure: HonestyCheck.Cure(
          lost.isEmpty ? "Train longer or search other values." : "Choose among steadier values."))
    }
    let lost = table.runs.filter { $0.status == .diverged }
    guard !lost.isEmpty else {
      return HonestyCheck(.divergence, .pass, "No run diverged; every mean is of all runs.")
    }
    return HonestyCheck(
      .divergence, .pass,
      "\(lost.count) of \(NumberFormat.count(table.runs.count, "run")) diverged, ranked worst; no "
        + "reported mean leaves one out.", runs: lost)
  }

  /// H12: the best epoch of one level against the last one of another.
  var epochRuleCheck: HonestyCheck {
    let known = ranking.filter { level in level.runs.contains(where: \.isWhole) }
    guard known.count > 1 else {
      return HonestyCheck(.epochRule, .notCheckable, "There are no two levels with results.")
    }
    let best = known.filter { countsBest($0) }
    guard !best.isEmpty, best.count < known.count else {
      return HonestyCheck(
        .epochRule, .pass,
        best.isEmpty
          ? "Every level counts the last epoch." : "Every level counts the epoch it restored.")
    }
    return HonestyCheck(
      .epochRule, .fail,
      "\(names(best)) \(best.count == 1 ? "counts" : "count") the best epoch, the others their last "
        + "one.", runs: best.flatMap(\.runs),
      cure: HonestyCheck.Cure(
        "Give all levels the same rule.",
        code: "settings:\n  early_stopping: {patience: 5, restore_best: true}\n", language: "yaml"))
  }

  private func countsBest(_ level: LevelResult) -> Bool {
    if level.runs.contains(where: { $0.outcome?.bestEpoch != nil }) { return true }
    guard let settings = level.selected?.settings,
      settings["early_stopping.patience"] != nil
    else { return false }
    return settings["early_stopping.restore_best"]?.bool != false
  }

  /// H09: a value that was averaged lags behind what it describes.
  var smoothingCheck: HonestyCheck {
    let averaged = [objective, reported].filter { $0.name.hasPrefix("train/") }
    guard let metric = averaged.first else {
      return HonestyCheck(
        .smoothing, .pass, "Curves and tables hold the values as measured, none of them smoothed.")
    }
    let isFunction = table.experiment.datasets.contains { $0.task == .minimization }
    return HonestyCheck(
      .smoothing, isFunction ? .note : .warn,
      "\(Prose.capitalized(metric.title)) \(metric.name == reported.name ? "is reported" : "chose"), "
        + "which is the mean over an epoch's steps: a window of one epoch that lags behind the weights.",
      runs: ranking.flatMap(\.runs),
      cure: isFunction
        ? nil
        : HonestyCheck.Cure(
          "Choose by rows that are measured after the epoch.",
          code: "metric: {name: val/\(metric.name.dropFirst("train/".count)), goal: "
            + "\(metric.goal.rawValue)}\n", language: "yaml"))
  }
}
