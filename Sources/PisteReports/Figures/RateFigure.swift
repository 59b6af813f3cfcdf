internal import PisteCore
internal import PisteStatistics

/// The objective against the learning rate on a log axis, one line a level, with the width of its basin.
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
    let theory = QuadraticTheory.of(curves, in: comparison)
    let means = curves.flatMap { $0.points.compactMap(\.score.mean) }
    let (low, high) = (means.min() ?? 0, means.max() ?? 0)
    let canBeLog = comparison.objective.prefersLog && low > 0
    let isLog = canBeLog && high / low > 10
    func chart(_ kind: Scale.Kind) -> LineChart {
      LineChart(panels: [panel(curves, theory, kind)], isNamed: comparison.isCompared)
    }
    var figure = Figure(
      id: "learning-rate", title: "Sensitivity to the learning rate",
      caption: caption(curves) + QuadraticTheory.caption(theory), table: table(curves),
      draw: chart(isLog ? .log : .linear).draw)
    if canBeLog, high / low > 2 {
      let names = ["logarithmic", "linear"]
      figure.alternative = Figure.Alternative(
        names: isLog ? names : names.reversed(), draw: chart(isLog ? .linear : .log).draw)
    }
    return .success(figure)
  }

  private func caption(_ curves: [RateCurve]) -> String {
    let metric = comparison.objective
    let joined = RateCurve(joining: curves, goal: metric.goal)
    let best = (joined.map { [$0] } ?? Array(curves.prefix(4))).compactMap { curve -> String? in
      guard let basin = RateBasin(curve, metric: metric), let mean = basin.best.score.mean else {
        return nil
      }
      let value = basin.best.score.interval.map(metric.text) ?? metric.text(mean)
      let width = curve.points.count > 1 ? ", basin \(basin.text)" : ""
      let found = "\(Self.text(basin.best.rate)) (\(value)\(width))"
      return joined == nil ? comparison.named(curve.name, found) : found
    }
    let isOne = joined != nil || !comparison.isCompared
    var text =
      best.isEmpty ? "" : (isOne ? "Best rate: " : "Best rates: ") + Prose.list(best) + ". "
    text +=
      "At each rate the best configuration over all other axes is shown: its mean "
      + "\(metric.title) over the \(comparison.usesSameSeeds ? "" : "tuning ")seeds, with a 95 % t "
      + "interval where there are two or more; a bar without a cap goes on beyond the plot. "
    let isCut =
      metric.isFraction
      && curves.flatMap { $0.points.compactMap(\.score.interval) }
        .contains { $0.lower < 0 || $0.upper > 1 }
    if isCut { text += "Intervals that t makes reach beyond 0 or 100 % end there. " }
    text += isOne ? "The thick bar below is the basin" : "The thick bars below are the basins"
    text += ": the rates around the best one at which the mean stays within "
    text += metric.isFraction ? "one percentage point" : "5 %"
    text += " of the best, the ends between two rates taken from the line."
    let diverged = curves.flatMap(\.points).reduce(0) { $0 + $1.diverged }
    if diverged > 0 {
      text +=
        " Red crosses under the plot mark rates at which runs diverged "
        + "(\(diverged) in all; a large cross: every run at that rate)"
        + (isOne ? "." : ", one row a level.")
    }
    return text + comparison.drawnNote
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

  private func panel(
    _ curves: [RateCurve], _ theory: [QuadraticTheory], _ kind: Scale.Kind
  ) -> ChartPanel {
    let metric = comparison.objective
    var values = curves.flatMap { $0.points.compactMap(\.score.mean) }
    let low = values.min() ?? 0
    // Intervals of two seeds can be enormous: they are cut at the panel's edge, never the means.
    let span = (values.max() ?? 1) - low
    for interval in curves.flatMap({ $0.points.compactMap(\.score.interval) }) {
      values.append(max(interval.lower, low - span * 0.15))
      values.append(min(interval.upper, low + span * 1.15))
    }
    if metric.isFraction { values = values.map { min(max($0, 0), 1) } }
    let rates = Array(Set(curves.flatMap { $0.points.map(\.rate) })).sorted()
    return ChartPanel(
      horizontal: Self.rateAxis(rates),
      vertical: Panel.Axis(
        title: metric.title + (kind == .log ? " (log scale)" : ""),
        domain: Scale.domain(of: values, kind: kind), kind: kind, isPercent: metric.isFraction),
      lines: curves.map(line),
      guides: theory.map {
        ChartGuide(
          direction: .upright, value: $0.limit,
          label: "stable below \(NumberFormat.significant($0.limit, digits: 3))", series: $0.series)
      },
      theory: theory.map { ($0.series, $0.floor) },
      strips: (RateCurve(joining: curves, goal: metric.goal).map { [$0] } ?? curves).map(strip))
  }

  /// A rate in few digits.
  static func text(_ rate: Double) -> String { NumberFormat.significant(rate, digits: 4) }

  /// The axis of learning rates, marked at those tried if they are few.
  static func rateAxis(_ rates: [Double]) -> Panel.Axis {
    Panel.Axis(
      title: Comparison.axisTitle(Comparison.rateKey) + " (log scale)",
      domain: Scale.domain(of: rates, kind: .log, air: 0.06), kind: .log,
      ticks: rates.count <= 12 ? rates.map { Tick(value: $0, label: Ticks.short($0)) } : nil)
  }

  private func line(_ curve: RateCurve) -> ChartLine {
    let metric = comparison.objective
    return ChartLine(
      name: curve.name, series: curve.series,
      points: curve.points.compactMap { point in
        point.score.mean.map { mean in
          ChartLine.Point(
            x: point.rate, y: mean,
            reach: point.score.interval.map(reach),
            tip: "\(curve.name), rate \(RateFigure.text(point.rate)): "
              + (point.score.interval.map(metric.text) ?? metric.text(mean))
              + ", n = \(point.score.values.count), \(comparison.describe(point.configuration))")
        }
      }, reach: .bars)
  }

  /// What an interval leaves; of a share nothing below 0 or above 1.
  private func reach(_ interval: Interval) -> ClosedRange<Double> {
    guard comparison.objective.isFraction else {
      return interval.lower...max(interval.lower, interval.upper)
    }
    let lower = min(1, max(0, interval.lower))
    return lower...max(lower, min(1, interval.upper))
  }

  private func strip(_ curve: RateCurve) -> ChartStrip {
    let basin = RateBasin(curve, metric: comparison.objective)
    return ChartStrip(
      series: curve.series,
      crosses: curve.points.filter { $0.diverged > 0 }.map { point in
        (
          point.rate, point.diverged == point.planned ? 5.5 : 3.2,
          "\(curve.name), rate \(RateFigure.text(point.rate)): \(point.diverged) of "
            + "\(point.planned) runs diverged"
        )
      }, bar: basin.map { $0.lower...max($0.lower, $0.upper) },
      tip: basin.map { "\(curve.name): basin of \($0.text)" } ?? "")
  }
}
