internal import PisteCore
internal import PisteStatistics

/// Every level's evaluation runs as dots, with quartiles, mean and interval: the answer at a glance.
struct ResultFigure {
  let comparison: Comparison

  /// The figure; nil if no level has a result.
  func figure() -> Figure? {
    let levels = Array(comparison.ranking.prefix(Palette.count))
    guard !levels.isEmpty else { return nil }
    let metric = comparison.reported
    let table = DataTable(
      columns: [.words(comparison.factor), .numbers("seed"), .numbers(metric.title)],
      rows: levels.flatMap { level in
        level.report.values.map { [level.name, "\($0.seed)", metric.text($0.value)] }
      })
    let chart = RowChart(
      rows: levels.map(row), title: metric.title, isPercent: metric.isFraction)
    return Figure(
      id: "result", title: "\(Prose.capitalized(metric.title)) of \(comparison.whose)",
      caption: caption(levels), table: table, draw: chart.draw)
  }

  private func row(_ level: LevelResult) -> RowChart.Row {
    let metric = comparison.reported
    let lost = level.report.planned - level.report.values.count
    let value = level.report.interval.map(metric.text) ?? metric.text(level.report.mean)
    return RowChart.Row(
      name: level.name, series: level.series ?? 0,
      dots: level.report.values.map {
        ($0.value, "\(level.name), seed \($0.seed): \(metric.text($0.value))")
      }, mean: level.report.mean, interval: level.report.interval,
      text: lost > 0 ? "\(value) (n \(level.report.values.count)/\(level.report.planned))" : value,
      hasBox: true)
  }

  private func caption(_ levels: [LevelResult]) -> String {
    let metric = comparison.reported
    let means = levels.prefix(3).compactMap { level -> String? in
      guard let mean = level.report.mean else { return nil }
      return comparison.named(
        level.name, level.report.interval.map(metric.text) ?? metric.text(mean))
    }
    var text = "\(Prose.capitalized(metric.title)) at the last epoch: \(Prose.list(means)). "
    text += "Small dots are runs, one a seed; the mark is their mean, the bar its 95 % t interval"
    text +=
      levels.contains { $0.report.values.count >= 5 }
      ? ", the box their quartiles with the median." : "."
    if levels.contains(where: { $0.report.values.count < $0.report.planned }) {
      text += " Runs that did not complete have no dot: n tells how many of the planned ones have."
    }
    if comparison.ranking.count > levels.count {
      text += " The \(levels.count) best of \(comparison.ranking.count) levels are drawn."
    }
    return text
  }
}
