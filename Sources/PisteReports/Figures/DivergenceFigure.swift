internal import PisteCore
internal import PisteStatistics

/// The share of runs that diverged at each learning rate.
struct DivergenceFigure {
  let comparison: Comparison

  /// The figure, or a sentence why there is none.
  func figure() -> Result<Figure, Omission> {
    let what = "The divergence rate is left out: "
    guard !comparison.rates.isEmpty else {
      return .failure(Omission(what + "the experiment tries one learning rate only."))
    }
    let curves = comparison.drawn.map { RateCurve($0, in: comparison) }
      .filter { curve in curve.points.contains { $0.done > 0 } }
    guard curves.contains(where: { $0.points.contains { $0.diverged > 0 } }) else {
      return .failure(Omission(what + "no run that was tuned diverged\(comparison.yet)."))
    }
    let rates = Array(Set(curves.flatMap { $0.points.map(\.rate) })).sorted()
    let chart = LineChart(
      panels: [
        ChartPanel(
          horizontal: RateFigure.rateAxis(rates),
          vertical: Panel.Axis(
            title: "share of runs that diverged", domain: -0.02...1.02, isPercent: true),
          lines: curves.map(line))
      ], isNamed: comparison.isCompared)
    return .success(
      Figure(
        id: "divergence", title: "Where training diverges", caption: caption(curves),
        table: table(curves), draw: chart.draw))
  }

  private func interval(_ point: RateCurve.Point) -> Interval? {
    ProportionInterval.wilson(successes: point.diverged, trials: point.done)
  }

  private func share(_ value: Double) -> String { NumberFormat.percent(value, digits: 0) }

  private func line(_ curve: RateCurve) -> ChartLine {
    ChartLine(
      name: curve.name, series: curve.series,
      points: curve.points.compactMap { point in
        interval(point).map { interval in
          ChartLine.Point(
            x: point.rate, y: interval.estimate, reach: interval.lower...interval.upper,
            tip: "\(curve.name), rate \(RateFigure.text(point.rate)): \(point.diverged) of "
              + "\(point.done) diverged, \(share(interval.lower)) to \(share(interval.upper))")
        }
      }, reach: .bars)
  }

  private func caption(_ curves: [RateCurve]) -> String {
    let found = curves.prefix(4).map { curve -> String in
      guard let first = curve.points.first(where: { $0.diverged > 0 }) else {
        return comparison.named(curve.name, "at none")
      }
      let ends = interval(first).map { ", 95 % interval \(share($0.lower)) to \(share($0.upper))" }
      return comparison.named(
        curve.name,
        "\(RateFigure.text(first.rate)) (\(first.diverged) of \(first.done)\(ends ?? ""))")
    }
    return "The lowest rate at which a run diverged: \(Prose.list(found)). Shares are of all runs "
      + "with a result at that rate, over all "
      + "configurations\(comparison.usesSameSeeds ? "" : " and tuning seeds"); "
      + "bars are Wilson's 95 % intervals."
  }

  private func table(_ curves: [RateCurve]) -> DataTable {
    DataTable(
      columns: [
        .words(comparison.factor), .numbers("learning rate"), .numbers("diverged"),
        .numbers("runs"), .numbers("share"), .numbers("95 % interval"),
      ],
      rows: curves.flatMap { curve in
        curve.points.compactMap { point in
          interval(point).map {
            [
              curve.name, NumberFormat.plain(point.rate), "\(point.diverged)", "\(point.done)",
              share($0.estimate), "\(share($0.lower)) to \(share($0.upper))",
            ]
          }
        }
      })
  }
}
