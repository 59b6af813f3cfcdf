internal import PisteCore

/// Training loss and the selecting metric epoch by epoch, for each level's best configuration.
struct LearningCurveFigure {
  let comparison: Comparison

  /// The figure, or a sentence why there is none.
  func figure() -> Result<Figure, Omission> {
    let panels = comparison.curvePanels([
      MetricLabel(name: Metric.trainLoss, goal: .minimize), comparison.objective,
    ])
    guard !panels.isEmpty else {
      return .failure(
        Omission("Learning curves are left out: no value has been recorded\(comparison.yet)."))
    }
    let isNamed = comparison.isCompared
    func chart(_ kind: (CurvePanel) -> Scale.Kind) -> LineChart {
      LineChart(
        panels: panels.map { $0.panel(kind($0), showsAlive: true) }, isNamed: isNamed)
    }
    var figure = Figure(
      id: "learning-curves", title: "Learning curves of \(comparison.whose)",
      caption: caption(panels), table: table(panels),
      draw: chart { $0.suitsLog ? .log : .linear }.draw)
    if panels.contains(where: \.suitsLog) {
      figure.alternative = Figure.Alternative(
        names: ["logarithmic", "linear"], draw: chart { _ in .linear }.draw)
    }
    return .success(figure)
  }

  private func caption(_ panels: [CurvePanel]) -> String {
    let (metric, sets) = (panels[panels.count - 1].metric, panels[panels.count - 1].sets)
    let ends = comparison.ranked(sets, \.series).prefix(3).compactMap { set -> String? in
      guard let last = set.means.last else { return nil }
      let value = last.interval.map(metric.text) ?? metric.text(last.mean)
      return comparison.named(set.name, "\(value) (n = \(last.count))")
    }
    var text = ""
    if !ends.isEmpty, let epoch = sets.compactMap({ $0.means.last?.epoch }).max() {
      text =
        "After \(NumberFormat.count(epoch, "epoch")), mean \(metric.title): "
        + Prose.list(ends) + ". "
    }
    text +=
      "Thick lines are means over the runs that completed, bands their 95 % t intervals at "
      + "each epoch, faint lines the runs, one a seed."
    let isBounded = panels.contains { panel in
      panel.suitsLog && panel.sets.contains(where: \.reachesZero)
    }
    if isBounded {
      text += " On a logarithmic axis a band that would reach 0 ends at the lowest run."
    }
    let cut = panels.filter { !$0.suitsLog && $0.settled != nil }.map(\.metric.title)
    if !cut.isEmpty {
      text += " The axis of the \(Prose.list(cut)) is for the later epochs: the first tenth goes "
      text += "on beyond it."
    }
    if CurvePanel.isThinned(sets) {
      text += " The first \(CurvePanel.runLimit(levels: sets.count)) runs of a level are drawn; "
      text += "means and bands are of all."
    }
    if panels[0].sets.flatMap(\.curves).contains(where: { $0.status == .stopped && $0.isWhole }) {
      text += " A run that its patience ended stays in the mean with the value it ended with."
    }
    let losses = comparison.losses
    if losses.count > 1, panels[0].metric.name == Metric.trainLoss {
      text += " Training losses are of different functions (\(Prose.list(losses))): their shapes "
      text += "can be compared, their heights not."
    }
    let diverged = panels[0].sets.flatMap(\.curves).count { $0.status == .diverged }
    if diverged > 0 {
      text +=
        " A red cross ends \(diverged == 1 ? "the run" : "each of \(diverged) runs") that "
        + "diverged; the rows under the axis tell how many were left."
    }
    let shown = Set(panels.flatMap { $0.sets.map(\.name) })
    let missing = comparison.drawn.map(\.name).filter { !shown.contains($0) }
    if !missing.isEmpty {
      text += " Without a curve, since no run has an epoch behind it: \(Prose.list(missing))."
    }
    return text + comparison.drawnNote
  }

  private func table(_ panels: [CurvePanel]) -> DataTable {
    var rows: [[String]] = []
    for panel in panels {
      for set in panel.sets {
        let step = max(1, (set.means.count + 19) / 20)
        for point in set.means where point.epoch % step == 0 || point.epoch == set.means.count {
          rows.append([
            panel.metric.title, set.name, "\(point.epoch)",
            point.interval.map(panel.metric.text) ?? panel.metric.text(point.mean),
            "\(point.count)",
          ])
        }
      }
    }
    return DataTable(
      columns: [
        .words("metric"), .words(comparison.factor), .numbers("epoch"),
        .numbers("mean ± 95 % t interval"), .numbers("n"),
      ], rows: rows)
  }
}

extension Comparison {
  /// How many levels have no color, since there are not enough to tell them apart; empty if all have one.
  var drawnNote: String {
    levels.count > drawn.count
      ? " The \(drawn.count) best of \(levels.count) levels are drawn." : ""
  }

  /// A panel of learning curves for each metric that some drawn level has values of.
  func curvePanels(_ metrics: [MetricLabel]) -> [CurvePanel] {
    var panels: [CurvePanel] = []
    for metric in metrics where !panels.contains(where: { $0.metric.name == metric.name }) {
      let sets = drawn.map { CurveSet($0, curveRuns(of: $0), metric: metric.name) }
        .filter { set in set.curves.contains { CurveSet.end(of: $0) != nil } }
      if !sets.isEmpty { panels.append(CurvePanel(metric: metric, sets: sets)) }
    }
    return panels
  }

  /// The loss functions that the drawn levels are trained with, in their order; usually one.
  ///
  /// Softmax cross-entropy and logistic loss are one function here: both are what a model loses in nats on the class
  /// that is right.
  var losses: [String] {
    var known: Set<String> = []
    return drawn.compactMap { $0.selected?.settings["loss"]?.text }
      .filter { known.insert($0 == "logistic" ? "cross-entropy" : $0).inserted }
  }

  /// The runs that report, or those that selected where none of the former has begun.
  func curveRuns(of level: LevelResult) -> [ResultTable.Run] {
    if level.runs.contains(where: { !$0.curves.isEmpty }) { return level.runs }
    guard let selected = level.selected else { return [] }
    return index.runs(of: selected, selectionStage)
  }
}
