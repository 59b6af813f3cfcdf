private import Foundation
internal import PisteCore
internal import PisteStatistics

/// How soon the runs of each level reach a target, misses counted as such.
struct TargetFigure {
  let comparison: Comparison

  /// A target with the level whose runs end at it.
  struct Target: Sendable {
    /// The value to reach.
    var value: Double
    /// Whose median end it is.
    var level: String
    /// Each drawn level's curve.
    var curves: [(name: String, series: Int, runs: Int, curve: KaplanMeier)]
  }

  /// The figure, or a sentence why there is none.
  func figure() -> Result<Figure, Omission> {
    let what = "Time to target is left out: "
    let sets = self.sets
    guard sets.contains(where: { !$0.means.isEmpty }) else {
      return .failure(Omission(what + "no run to show has completed\(comparison.yet)."))
    }
    let horizon = sets.flatMap { $0.curves.map(\.values.count) }.max() ?? 0
    guard horizon >= 3 else {
      return .failure(Omission(what + "the runs have fewer than three epochs."))
    }
    let targets = self.targets(sets, horizon: horizon)
    let chart = LineChart(
      panels: targets.map { panel($0, horizon: horizon) }, isNamed: comparison.isCompared)
    return .success(
      Figure(
        id: "time-to-target", title: "How soon a target is reached",
        caption: caption(targets), table: table(targets, horizon: horizon), draw: chart.draw))
  }

  private var sets: [CurveSet] {
    comparison.drawn.map {
      CurveSet($0, comparison.curveRuns(of: $0), metric: comparison.objective.name)
    }.filter { !$0.curves.isEmpty }
  }

  /// The targets: the median end of the best level's runs, and that of the worst, if it is another one.
  func targets(_ sets: [CurveSet], horizon: Int) -> [Target] {
    let goal = comparison.objective.goal
    let ends = sets.compactMap { set -> (name: String, value: Double)? in
      let values = set.curves.filter(\.isWhole).compactMap(\.final)
      return values.isEmpty ? nil : (set.name, Quantile.median(values))
    }.sorted { goal.prefers($0.value, over: $1.value) }
    var chosen = ends.prefix(1).map { $0 }
    if let last = ends.last, ends.count > 1, last.value != ends[0].value { chosen.append(last) }
    let targets = chosen.map { end in
      Target(
        value: end.value, level: end.name,
        curves: sets.map { set in
          (
            set.name, set.series, set.curves.count,
            KaplanMeier(set.curves.map { Self.observation($0, end.value, goal, horizon: horizon) })
          )
        })
    }
    // A target that every run is at after one epoch tells nothing of how soon it is reached.
    let told = targets.filter { target in
      !target.curves.allSatisfy {
        $0.curve.steps.first.map { $0.time <= 1 && $0.survival <= 0 } ?? false
      }
    }
    return told.isEmpty ? targets : told
  }

  /// When a run first was at a target or beyond; a run that diverged never will, and counts to the horizon.
  static func observation(
    _ curve: CurveSet.Curve, _ target: Double, _ goal: Goal, horizon: Int
  ) -> KaplanMeier.Observation {
    let place = curve.values.firstIndex { value in
      value.map { $0 == target || goal.prefers($0, over: target) } ?? false
    }
    if let place { return KaplanMeier.Observation(time: Double(place + 1), isReached: true) }
    let end = curve.status == .diverged ? horizon : curve.values.count
    return KaplanMeier.Observation(time: Double(end), isReached: false)
  }

  private func panel(_ target: Target, horizon: Int) -> ChartPanel {
    let sign = comparison.objective.goal == .maximize ? "≥" : "≤"
    return ChartPanel(
      horizontal: Panel.Axis(
        title: "epoch", domain: (-0.02 * Double(horizon))...(Double(horizon) * 1.03),
        ticks: CurvePanel.epochTicks(horizon)),
      vertical: Panel.Axis(
        title: "share of runs with \(comparison.objective.title) \(sign) "
          + comparison.objective.text(target.value),
        domain: 0...1, isPercent: true),
      lines: target.curves.map { name, series, _, curve in
        var points = [ChartLine.Point(x: 0, y: 0)]
        for step in curve.steps {
          points.append(
            ChartLine.Point(
              x: step.time, y: 1 - step.survival,
              reach: step.interval.map { (1 - $0.upper)...(1 - $0.lower) }
                ?? (1 - step.survival)...(1 - step.survival),
              tip: "\(name): \(share(1 - step.survival)) by epoch "
                + NumberFormat.plain(step.time)))
        }
        let last = 1 - (curve.steps.last?.survival ?? 1)
        if (curve.steps.last?.time ?? 0) < Double(horizon) {
          points.append(
            ChartLine.Point(
              x: Double(horizon), y: last, reach: points.last?.reach,
              tip: "\(name): \(share(last))"))
        }
        return ChartLine(
          name: name, series: series, points: points, shape: .stepped,
          strokes: Set(curve.censored).sorted().map { time in
            let missed = curve.censored.count { $0 == time }
            return (
              time, 1 - curve.survival(at: time),
              "\(name): \(NumberFormat.count(missed, "run")) without it by epoch "
                + NumberFormat.plain(time)
            )
          })
      })
  }

  private func share(_ value: Double) -> String { NumberFormat.percent(value, digits: 0) }

  /// The median epoch in words: `epoch 4 (3 to 6)`.
  private func median(_ curve: KaplanMeier) -> String {
    guard let median = curve.median else { return "not by half" }
    let ends = curve.medianInterval
    let upper = ends.upper.map { NumberFormat.plain($0) } ?? "beyond"
    return "epoch \(NumberFormat.plain(median)) "
      + "(\(ends.lower.map { NumberFormat.plain($0) } ?? "1") to \(upper))"
  }

  private func caption(_ targets: [Target]) -> String {
    let metric = comparison.objective
    var text = ""
    for target in targets {
      let medians = comparison.ranked(target.curves, \.series).prefix(4).map {
        comparison.named($0.name, median($0.curve))
      }
      text += "\(Prose.capitalized(metric.title)) of \(metric.text(target.value)), the median at "
      text += "which the runs of "
      text += "\(comparison.isCompared ? target.level : "the best configuration") ended, is "
      text += "reached by half of the runs at: \(Prose.list(medians)). "
      text += logRank(target)
    }
    text += "The curves are 1 − Kaplan–Meier; the bands are 95 % intervals, and those after a "
    text += "median are its own. A run that ended without reaching the target is marked by a "
    text += "stroke and never dropped: it counts as longer than it was seen, and one that diverged "
    text += "as never there."
    return text
  }

  /// Whether the first two levels differ in speed.
  private func logRank(_ target: Target) -> String {
    let names = comparison.ranking.prefix(2).map(\.name)
    guard names.count == 2 else { return "" }
    let sets = names.compactMap { name in self.sets.first { $0.name == name } }
    let horizon = self.sets.flatMap { $0.curves.map(\.values.count) }.max() ?? 0
    guard sets.count == 2 else { return "" }
    let times = sets.map { set in
      set.curves.map {
        Self.observation($0, target.value, comparison.objective.goal, horizon: horizon)
      }
    }
    guard let test = LogRankTest.test(times[0], times[1]) else { return "" }
    return "Log-rank test of \(names[0]) against \(names[1]): p = "
      + "\(NumberFormat.significant(test.pValue, digits: 2)). "
  }

  private func table(_ targets: [Target], horizon: Int) -> DataTable {
    DataTable(
      columns: [
        .numbers("target"), .words(comparison.factor), .numbers("runs"), .numbers("reached it"),
        .numbers("by half of the epochs"), .words("median, with its 95 % interval"),
      ],
      rows: targets.flatMap { target in
        target.curves.map { name, _, runs, curve in
          [
            comparison.objective.text(target.value), name, "\(runs)",
            "\(curve.steps.reduce(0) { $0 + $1.reached })",
            share(1 - curve.survival(at: (Double(horizon) / 2).rounded(.up))), median(curve),
          ]
        }
      })
  }
}
