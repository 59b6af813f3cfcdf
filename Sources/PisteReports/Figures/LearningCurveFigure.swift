internal import PisteCore

/// Metrics epoch by epoch, for each level's best configuration.
struct LearningCurveFigure {
  let comparison: Comparison
  /// The figure's name.
  let id: String
  /// What it shows, in words that begin its title.
  let subject: String
  /// The metrics, one a panel.
  let metrics: [MetricLabel]

  /// Training loss and the selecting metric.
  init(comparison: Comparison) {
    self.comparison = comparison
    id = "learning-curves"
    subject = "Learning curves"
    metrics = [MetricLabel(name: Metric.trainLoss, goal: .minimize), comparison.objective]
  }

  /// The sharpness of the loss, and how it stands to the learning rate.
  init(sharpnessIn comparison: Comparison) {
    self.comparison = comparison
    id = "sharpness"
    subject = "Sharpness of the loss along the runs"
    metrics = ["hessian_max", "rate_times_sharpness"].map {
      MetricLabel(name: $0, goal: .minimize)
    }
  }

  /// The figure, or a sentence why there is none.
  func figure() -> Result<Figure, Omission> {
    var panels: [(metric: MetricLabel, sets: [CurveSet])] = []
    for metric in metrics where !panels.contains(where: { $0.metric.name == metric.name }) {
      let sets = comparison.drawn.map { CurveSet($0, runs(of: $0), metric: metric.name) }
        .filter { set in set.curves.contains { CurveSet.end(of: $0) != nil } }
      if !sets.isEmpty { panels.append((metric, sets)) }
    }
    guard !panels.isEmpty else {
      return .failure(
        Omission("Learning curves are left out: no value has been recorded\(comparison.yet)."))
    }
    let chosen = panels
    return .success(
      Figure(
        id: id, title: "\(subject) of \(comparison.whose)",
        caption: caption(panels), table: table(panels)
      ) { form, theme, prefix in draw(chosen, form, theme, prefix) })
  }

  /// The runs that report, or those that selected where none of the former has begun.
  private func runs(of level: LevelResult) -> [ResultTable.Run] {
    if level.runs.contains(where: { !$0.curves.isEmpty }) { return level.runs }
    guard let selected = level.selected else { return [] }
    return comparison.index.runs(of: selected, comparison.selectionStage)
  }

  private func caption(_ panels: [(metric: MetricLabel, sets: [CurveSet])]) -> String {
    let (metric, sets) = panels[panels.count - 1]
    let ends = sets.prefix(3).compactMap { set -> String? in
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
    if panels[0].sets.flatMap(\.curves).contains(where: { $0.status == .stopped && $0.isWhole }) {
      text += " A run that its patience ended stays in the mean with the value it ended with."
    }
    let diverged = panels[0].sets.flatMap(\.curves).count { $0.status == .diverged }
    if diverged > 0 {
      text +=
        " A red cross ends \(diverged == 1 ? "the run" : "each of \(diverged) runs") that "
        + "diverged."
    }
    if comparison.levels.count > comparison.drawn.count {
      text += " The \(comparison.drawn.count) best of \(comparison.levels.count) levels are drawn."
    }
    return text
  }

  private func table(_ panels: [(metric: MetricLabel, sets: [CurveSet])]) -> DataTable {
    var rows: [[String]] = []
    for (metric, sets) in panels {
      for set in sets {
        let step = max(1, (set.means.count + 19) / 20)
        for point in set.means where point.epoch % step == 0 || point.epoch == set.means.count {
          rows.append([
            metric.title, set.name, "\(point.epoch)",
            point.interval.map(metric.text) ?? metric.text(point.mean), "\(point.count)",
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

  private func draw(
    _ panels: [(metric: MetricLabel, sets: [CurveSet])], _ form: Figure.Form, _ theme: Theme,
    _ prefix: String
  ) -> Canvas {
    let size = form.textSize
    let names = panels[0].sets.map { (name: $0.name, series: $0.series) }
    let diverged = panels[0].sets.contains { $0.curves.contains { $0.status == .diverged } }
    let isWide = form == .wide
    // Names stand at the ends of the lines where there is room, otherwise in a legend.
    let longest = names.map { TextMetrics.width($0.name, size: size) }.max() ?? 0
    let isNamed = comparison.table.experiment.compare != nil
    let endRoom = isWide && isNamed && longest <= 125 ? longest + 6 : 0
    let legend = Legend(
      isNamed && endRoom == 0 ? names : [], showsDiverged: diverged, width: form.width, size: size)
    let gap = 28.0
    let count = Double(panels.count)
    let width = isWide ? (form.width - gap * (count - 1)) / count : form.width
    let height = isWide ? 330.0 : 270.0
    let rows = isWide ? 1.0 : count
    var canvas = Canvas(
      width: form.width, height: legend.height + rows * height, theme: theme, prefix: prefix)
    legend.draw(on: &canvas, x: 0, y: 2)
    for (place, panel) in panels.enumerated() {
      let x = isWide ? Double(place) * (width + gap) : 0
      let y = legend.height + (isWide ? 0 : Double(place) * height)
      drawPanel(
        panel.metric, panel.sets, in: Box(x: x, y: y, width: width, height: height), size: size,
        endRoom: endRoom, on: &canvas)
    }
    return canvas
  }

  private func drawPanel(
    _ metric: MetricLabel, _ sets: [CurveSet], in outer: Box, size: Double,
    endRoom: Double, on canvas: inout Canvas
  ) {
    let shown = sets.flatMap { set in
      set.curves.filter { $0.status != .diverged }.flatMap { $0.values.compactMap { $0 } }
    }
    let every = sets.flatMap { $0.curves.flatMap { $0.values.compactMap { $0 } } }
    let all = shown.isEmpty ? every : shown
    let low = all.min() ?? 0
    let high = all.max() ?? 1
    let kind: Scale.Kind = metric.prefersLog && low > 0 && high / low > 4 ? .log : .linear
    let last = max(1, sets.flatMap { $0.curves.map(\.values.count) }.max() ?? 1)
    let pad = Double(last - 1) * 0.03
    var inner = outer
    inner.width -= endRoom
    let panel = Panel(
      in: inner,
      horizontal: Panel.Axis(
        title: "epoch", domain: last == 1 ? 0...2 : (1 - pad)...(Double(last) + pad),
        ticks: epochTicks(last)),
      vertical: Panel.Axis(
        title: metric.title + (kind == .log ? " (log scale)" : ""),
        domain: Scale.domain(of: all, kind: kind), kind: kind, isPercent: metric.isFraction),
      size: size)
    panel.draw(on: &canvas)
    let drawing = CurveDrawing(panel: panel)
    drawing.draw(sets, on: &canvas)
    if endRoom > 0 { drawing.drawNames(sets, size: size, on: &canvas) }
  }

  /// Whole epochs, with the first and round steps after it.
  private func epochTicks(_ last: Int) -> [Tick] {
    guard last > 12 else { return (1...last).map { Tick(value: Double($0), label: "\($0)") } }
    return Ticks.linear(1...Double(last), count: 8).filter { $0.value == $0.value.rounded() }
  }
}
