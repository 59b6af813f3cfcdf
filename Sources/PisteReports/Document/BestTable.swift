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
    return DataTable(
      columns: [
        .words(factor), .numbers(metric.title),
        .numbers(metric.isFraction ? "to the best, points" : "to the best"), .numbers("n"),
        .words("best configuration"),
        .numbers(usesSameSeeds ? objective.title : "\(objective.title), tuning"),
        .numbers("tried"),
      ], rows: rows, series: ordered.map { table.experiment.compare == nil ? nil : $0.series })
  }

  private func selectionText(_ level: LevelResult) -> String {
    level.selection.interval.map(objective.text) ?? objective.text(level.selection.mean)
  }

  /// How the table came about, in words.
  var bestTableNote: String {
    let evaluated = table.experiment.evaluationSeeds.count
    let tuned = table.experiment.tuningSeeds.count
    var text = "For each level, the configuration with the best mean \(objective.title) at the "
    text += "last epoch over "
    text += usesSameSeeds ? "the same" : NumberFormat.count(tuned, "tuning seed")
    text += usesSameSeeds ? " \(NumberFormat.count(evaluated, "seed"))" : ""
    text += "; its \(reported.title) over "
    text +=
      usesSameSeeds
      ? "them" : "\(NumberFormat.count(evaluated, "evaluation seed")) it was not chosen on"
    text += ", as mean ± half the 95 % t interval. To the best: the difference from the first row, "
    text += "paired by seed where both have the same. n: runs that completed of runs planned. "
    text += "Tried: configurations of the level. "
    text += reported.goal == .maximize ? "Higher is better." : "Lower is better."
    return text
  }
}
