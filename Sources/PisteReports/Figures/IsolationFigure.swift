internal import PisteCore
internal import PisteStatistics

/// What each value of an axis can reach with all other axes tuned for it.
///
/// > Source: Godbole, Dahl, Gilmer, Shallue and Nado, Deep Learning Tuning Playbook (2023),
/// > isolation
/// > plots.
struct IsolationFigure {
  let comparison: Comparison

  /// A value of an axis with the best of each level.
  private struct Row {
    var axis: String
    var value: String
    var bests: [(name: String, series: Int, best: Interval, count: Int)]
  }

  /// The figure, or a sentence why there is none.
  func figure(_ all: [Trials]) -> Result<Figure, Omission> {
    let what = "The isolation plot is left out: "
    let axes = comparison.nuisanceAxes.prefix(8)
    guard !axes.isEmpty else {
      return .failure(
        Omission(
          what + "no axis varies besides the compared factor and the learning rate, which have "
            + "figures of their own."))
    }
    let rows = axes.map { axis in Self.ordered(axis).prefix(16).map { row(axis.key, $0, all) } }
      .map { $0.filter { !$0.bests.isEmpty } }.filter { !$0.isEmpty }
    guard !rows.isEmpty else {
      return .failure(Omission(what + "no configuration completed\(comparison.yet)."))
    }
    let metric = comparison.objective
    let ends = rows.joined().flatMap { $0.bests.flatMap { [$0.best.lower, $0.best.upper] } }
    let used = Set(rows.joined().flatMap { $0.bests.map(\.series) })
    let chart = DotChart(
      groups: rows.map { rows in
        DotChart.Group(
          title: Comparison.axisTitle(rows[0].axis),
          rows: rows.map { row in
            DotChart.Row(name: row.value, marks: row.bests.map { mark(row, $0) })
          })
      }, title: "best mean \(metric.title)", domain: Scale.domain(of: ends, kind: .linear),
      isPercent: metric.isFraction,
      names: comparison.isCompared
        ? all.filter { used.contains($0.series) }.map { ($0.name, $0.series) } : [],
      isJoined: true)
    return .success(
      Figure(
        id: "isolation", title: "Each axis with the others tuned for it",
        caption: caption(rows), table: table(rows), draw: chart.draw))
  }

  /// The values of an axis, numbers in ascending order.
  private static func ordered(_ axis: ResultTable.Axis) -> [String] {
    guard let numbers = axis.numbers, numbers.count == axis.values.count else { return axis.values }
    return axis.values.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }.map {
      axis.values[$0]
    }
  }

  private func row(_ key: String, _ value: String, _ all: [Trials]) -> Row {
    let bests = all.compactMap { trials in
      let values = trials.trials.filter { $0.configuration.coordinates[key] == value }.map(\.value)
      return ExpectedBest.observed(values, goal: comparison.objective.goal).map {
        (name: trials.name, series: trials.series, best: $0, count: values.count)
      }
    }
    return Row(axis: key, value: value, bests: bests.filter { $0.best.estimate.isFinite })
  }

  private func mark(
    _ row: Row, _ best: (name: String, series: Int, best: Interval, count: Int)
  ) -> DotChart.Mark {
    let ends = [best.best.lower, best.best.upper].filter(\.isFinite)
    return DotChart.Mark(
      series: best.series, value: best.best.estimate,
      reach: ends.count == 2 && ends[0] < ends[1] ? ends[0]...ends[1] : nil,
      tip: "\(best.name), \(Comparison.axisName(row.axis)) \(row.value): "
        + "\(comparison.objective.text(best.best.estimate)), best of \(best.count)")
  }

  private func caption(_ rows: [[Row]]) -> String {
    let metric = comparison.objective
    let leader = comparison.ranking.first?.series ?? rows[0][0].bests[0].series
    let found = rows.prefix(4).compactMap { rows -> String? in
      let mine = rows.compactMap { row in
        row.bests.first { $0.series == leader }.map { (value: row.value, best: $0.best.estimate) }
      }
      guard mine.count >= 2, var best = mine.first, var worst = mine.first else { return nil }
      for entry in mine {
        if metric.goal.prefers(entry.best, over: best.best) { best = entry }
        if metric.goal.prefers(worst.best, over: entry.best) { worst = entry }
      }
      return "\(Comparison.axisName(rows[0].axis)) \(best.value) (\(metric.text(best.best)), "
        + "\(metric.distance(best.best - worst.best)) better than \(worst.value))"
    }
    var text = ""
    if !found.isEmpty {
      let name =
        comparison.isCompared ? comparison.ranking.first.map { "\(comparison.short($0)) " } : nil
      text = "\(name ?? "The experiment ")does best with \(Prose.list(found)). "
    }
    text += "Each mark is the best mean \(metric.title) over all configurations with that value, "
    text += "the others tuned for it; the bar is the 95 % percentile interval of the best under a "
    text += "bootstrap of those configurations, which can only fall short of it. Where bars "
    text += "overlap, a few other configurations might have turned the order."
    return text
  }

  private func table(_ rows: [[Row]]) -> DataTable {
    let metric = comparison.objective
    return DataTable(
      columns: [
        .words("axis"), .words("value"), .words(comparison.factor), .numbers("best"),
        .numbers("bootstrap 95 % interval"), .numbers("configurations"),
      ],
      rows: rows.joined().flatMap { row in
        row.bests.map { best in
          [
            Comparison.axisName(row.axis), row.value, best.name, metric.text(best.best.estimate),
            best.best.lower.isFinite && best.best.upper.isFinite ? metric.ends(best.best) : "–",
            "\(best.count)",
          ]
        }
      })
  }
}
