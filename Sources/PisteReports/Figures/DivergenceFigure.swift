internal import PisteCore
internal import PisteStatistics

/// The share of runs that diverged at each learning rate.
struct DivergenceFigure {
  let comparison: Comparison
  /// How many intervals one plot can hold.
  private static let barLimit = 24

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
    let isShown = showsIntervals(curves)
    let rates = Array(Set(curves.flatMap { $0.points.map(\.rate) })).sorted()
    let chart = LineChart(
      panels: [
        ChartPanel(
          horizontal: RateFigure.rateAxis(rates),
          vertical: Panel.Axis(
            title: "share of runs that diverged", domain: -0.02...1.02, isPercent: true),
          lines: curves.map { line($0, showsIntervals: isShown) })
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

  /// Whether intervals are drawn: not of single runs, which leave nearly everything possible, nor of so many points
  /// that nothing else would be seen.
  private func showsIntervals(_ curves: [RateCurve]) -> Bool {
    let counts = curves.flatMap(\.points).map(\.done).filter { $0 > 0 }
    return counts.contains { $0 > 1 } && counts.count <= Self.barLimit
  }

  private func line(_ curve: RateCurve, showsIntervals: Bool) -> ChartLine {
    ChartLine(
      name: curve.name, series: curve.series,
      points: curve.points.compactMap { point in
        interval(point).map { interval in
          ChartLine.Point(
            x: point.rate, y: interval.estimate,
            reach: showsIntervals ? interval.lower...interval.upper : nil,
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
      + "configurations\(comparison.usesSameSeeds ? "" : " and tuning seeds"); " + ends(curves)
      + comparison.drawnNote
  }

  /// What the intervals drawn are, or why there are none.
  private func ends(_ curves: [RateCurve]) -> String {
    if showsIntervals(curves) { return "bars are Wilson's 95 % intervals." }
    let most = curves.flatMap(\.points).map(\.done).max() ?? 1
    return "Wilson's 95 % intervals are in the table: of "
      + "\(most == 1 ? "one run each they leave" : "at most \(most) runs each they leave") "
      + "much possible, and they would hide the lines here."
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
