internal import PisteCore

extension Comparison {
  /// The best configuration of each level, best level first.
  var bestTable: DataTable {
    let metric = reported
    let rows = ordered.map { level in
      [
        level.name,
        level.report.interval.map(metric.text) ?? metric.text(level.report.mean),
        behind(level),
        "\(level.report.values.count) of \(level.report.planned)",
        describe(level.chosen),
        selectionText(level),
        "\(level.configurations.count)",
      ]
    }
    guard isCompared else {
      // One row has no name and nothing to differ from.
      return DataTable(
        columns: [
          .words("best configuration"), .numbers(metric.title), .numbers("n"),
          .numbers(usesSameSeeds ? objective.title : "\(objective.title), tuning"),
          .numbers("tried"),
        ], rows: rows.map { [$0[4], $0[1], $0[3], $0[5], $0[6]] })
    }
    return DataTable(
      columns: [
        .words(factor), .numbers(metric.title),
        .numbers(metric.isFraction ? "to the best, points" : "to the best"), .numbers("n"),
        .words("best configuration"),
        .numbers(usesSameSeeds ? objective.title : "\(objective.title), tuning"),
        .numbers("tried"),
      ], rows: rows, series: ordered.map(\.series))
  }

  private func selectionText(_ level: LevelResult) -> String {
    level.selection.interval.map(objective.text) ?? objective.text(level.selection.mean)
  }

  /// How the table came about, in words.
  var bestTableNote: String {
    let evaluated = table.experiment.evaluationSeeds.count
    let tuned = table.experiment.tuningSeeds.count
    var text = isCompared ? "For each level, the" : "The"
    text += " configuration with the best mean \(objective.title) at the "
    text += "last epoch over "
    if usesSameSeeds {
      text += evaluated == 1 ? "the one seed" : "all \(evaluated) seeds"
      text += "; its \(reported.title) on the same"
    } else {
      text += NumberFormat.count(tuned, "tuning seed") + "; its \(reported.title) over "
      text += NumberFormat.count(evaluated, "evaluation seed") + " "
      switch sharedSeeds {
      case 0: text += "it was not chosen on"
      case evaluated: text += evaluated == 1 ? "that chose it, too" : "that all chose it, too"
      default: text += "of which \(sharedSeeds) chose it, too"
      }
    }
    text += evaluated > 1 ? ", as mean ± half the 95 % t interval. " : ". "
    if isCompared {
      text +=
        "To the best: the difference from the first row, paired by seed where each gave both the "
      text += "same start. "
    }
    text += "n: runs that completed of runs planned. Tried: how many configurations. "
    text += reported.goal == .maximize ? "Higher is better." : "Lower is better."
    return text
  }
}
