internal import PisteCore
internal import PisteStatistics

/// The objective against the learning rate on a log axis, one line a level.
struct RateFigure {
  let comparison: Comparison

  /// The figure, or a sentence why there is none.
  func figure() -> Result<Figure, Omission> {
    guard !comparison.rates.isEmpty else {
      return .failure(
        Omission(
          "Learning-rate sensitivity is left out: the experiment tries one learning rate only."))
    }
    let curves = comparison.drawn.map { RateCurve($0, in: comparison) }
      .filter { curve in curve.points.contains { $0.score.mean != nil || $0.diverged > 0 } }
    guard curves.contains(where: { $0.points.contains { $0.score.mean != nil } }) else {
      return .failure(
        Omission(
          "Learning-rate sensitivity is left out: no run to show has completed\(comparison.yet)."))
    }
    return .success(
      Figure(
        id: "learning-rate", title: "Sensitivity to the learning rate",
        caption: caption(curves), table: table(curves)
      ) { form, theme, prefix in draw(curves, form, theme, prefix) })
  }

  private func caption(_ curves: [RateCurve]) -> String {
    let metric = comparison.objective
    let best = curves.prefix(4).compactMap { curve -> String? in
      var leader: RateCurve.Point?
      for point in curve.points {
        guard let current = leader else {
          leader = point
          continue
        }
        if point.score.isBetter(than: current.score, goal: metric.goal) { leader = point }
      }
      guard let leader, let mean = leader.score.mean else { return nil }
      let value = leader.score.interval.map(metric.text) ?? metric.text(mean)
      return comparison.named(curve.name, "\(NumberFormat.plain(leader.rate)) (\(value))")
    }
    var text =
      best.isEmpty
      ? "" : (comparison.isCompared ? "Best rates: " : "Best rate: ") + Prose.list(best) + ". "
    text +=
      "At each rate the best configuration over all other axes is shown: its mean "
      + "\(metric.title) over the \(comparison.usesSameSeeds ? "" : "tuning ")seeds, with a 95 % t "
      + "interval where there are two or more; a bar without a cap goes on beyond the plot."
    let diverged = curves.flatMap(\.points).reduce(0) { $0 + $1.diverged }
    if diverged > 0 {
      text +=
        " Red crosses under the plot mark rates at which runs diverged "
        + "(\(diverged) in all; a large cross: every run at that rate), one row a level."
    }
    return text
  }

  private func table(_ curves: [RateCurve]) -> DataTable {
    let metric = comparison.objective
    return DataTable(
      columns: [
        .words(comparison.factor), .numbers("learning rate"),
        .words("best configuration at this rate"),
        .numbers(metric.title), .numbers("n"), .numbers("diverged, all configurations"),
      ],
      rows: curves.flatMap { curve in
        curve.points.map { point in
          [
            curve.name, NumberFormat.plain(point.rate), comparison.describe(point.configuration),
            point.score.interval.map(metric.text) ?? metric.text(point.score.mean),
            "\(point.score.values.count)", "\(point.diverged) of \(point.planned)",
          ]
        }
      })
  }

  private func draw(
    _ curves: [RateCurve], _ form: Figure.Form, _ theme: Theme, _ prefix: String
  ) -> Canvas {
    let size = form.textSize
    let names = curves.map { (name: $0.name, series: $0.series) }
    let isSingle = comparison.table.experiment.compare == nil
    let divergent = curves.filter { $0.points.contains { $0.diverged > 0 } }
    let legend = Legend(
      isSingle ? [] : names, showsDiverged: !divergent.isEmpty, width: form.width, size: size)
    let strip = divergent.isEmpty ? 0 : Double(divergent.count) * 15 + 8
    let height = (form == .wide ? 350 : 290) + strip
    var canvas = Canvas(
      width: form.width, height: legend.height + height, theme: theme, prefix: prefix)
    legend.draw(on: &canvas, x: 0, y: 2)
    let panel = makePanel(
      curves, in: Box(x: 0, y: legend.height, width: form.width, height: height), size: size,
      strip: strip)
    panel.draw(on: &canvas)
    for (place, curve) in curves.enumerated() {
      let dodge = (Double(place) - Double(curves.count - 1) / 2) * 3
      drawCurve(curve, panel, dodge: dodge, on: &canvas)
    }
    for (row, curve) in divergent.enumerated() {
      let y = panel.frame.bottom + 12 + Double(row) * 15
      canvas.line(panel.frame.x, y, panel.frame.right, y, ink: .grid)
      canvas.marker(curve.series, x: panel.frame.x - 10, y: y)
      for point in curve.points where point.diverged > 0 {
        canvas.cross(
          x: panel.x.position(point.rate), y: y,
          radius: point.diverged == point.planned ? 5.5 : 3.2)
      }
    }
    return canvas
  }

  private func makePanel(
    _ curves: [RateCurve], in outer: Box, size: Double, strip: Double
  ) -> Panel {
    let metric = comparison.objective
    var values = curves.flatMap { $0.points.compactMap(\.score.mean) }
    let low = values.min() ?? 0
    let kind: Scale.Kind =
      metric.prefersLog && low > 0 && (values.max() ?? 0) / low > 10 ? .log : .linear
    // Intervals of two seeds can be enormous: they are cut at the panel's edge, never the means.
    let span = (values.max() ?? 1) - low
    for interval in curves.flatMap({ $0.points.compactMap(\.score.interval) }) {
      values.append(max(interval.lower, low - span * 0.15))
      values.append(min(interval.upper, low + span * 1.15))
    }
    if metric.isFraction { values = values.map { min(max($0, 0), 1) } }
    let rates = Array(Set(curves.flatMap { $0.points.map(\.rate) })).sorted()
    let ticks =
      rates.count <= 12 ? rates.map { Tick(value: $0, label: Ticks.short($0)) } : nil
    return Panel(
      in: outer,
      horizontal: Panel.Axis(
        title: Comparison.axisTitle(Comparison.rateKey) + " (log scale)",
        domain: Scale.domain(of: rates, kind: .log, air: 0.06), kind: .log, ticks: ticks),
      vertical: Panel.Axis(
        title: metric.title + (kind == .log ? " (log scale)" : ""),
        domain: Scale.domain(of: values, kind: kind), kind: kind, isPercent: metric.isFraction),
      size: size, strip: strip)
  }

  private func drawCurve(
    _ curve: RateCurve, _ panel: Panel, dodge: Double, on canvas: inout Canvas
  ) {
    let points = curve.points.compactMap { point in
      point.score.mean.map {
        (x: panel.x.position(point.rate) + dodge, y: panel.y.clamped($0), score: point.score)
      }
    }
    for point in points {
      guard let interval = point.score.interval else { continue }
      canvas.errorBar(
        x: point.x, from: panel.end(interval.lower), to: panel.end(interval.upper),
        series: curve.series)
    }
    canvas.polyline(
      points.map { ($0.x, $0.y) }, ink: .series(curve.series), width: 2,
      dash: Palette.dashes[curve.series % Palette.count])
    for point in points { canvas.marker(curve.series, x: point.x, y: point.y, radius: 5) }
  }
}
