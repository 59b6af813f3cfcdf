internal import PisteCore
internal import PisteStatistics

/// A panel of learning curves: means with bands, every run behind them, and the ends of divergent ones.
struct CurvePanel {
  /// The metric.
  let metric: MetricLabel
  /// The levels' curves.
  let sets: [CurveSet]
  /// How many runs of a level are drawn at most.
  let runLimit: Int

  /// Takes the curves of `sets`, of which at most about 120 are drawn.
  init(metric: MetricLabel, sets: [CurveSet]) {
    self.metric = metric
    self.sets = sets
    runLimit = Self.runLimit(levels: sets.count)
  }

  /// How many runs of each of some levels are drawn at most; means are of all.
  static func runLimit(levels: Int) -> Int { max(5, 120 / max(1, levels)) }

  /// Whether some level has more runs than are drawn.
  static func isThinned(_ sets: [CurveSet]) -> Bool {
    sets.contains { $0.curves.count > runLimit(levels: sets.count) }
  }

  /// The values that decide the axis: those of runs that did not diverge, if there are any.
  private var values: [Double] {
    let shown = sets.flatMap { set in
      set.curves.filter { $0.status != .diverged }.flatMap { $0.values.compactMap { $0 } }
    }
    return shown.isEmpty
      ? sets.flatMap { $0.curves.flatMap { $0.values.compactMap { $0 } } } : shown
  }

  /// Whether the values span so much that a logarithmic axis suits them.
  var suitsLog: Bool {
    guard metric.prefersLog, let low = values.min(), let high = values.max() else { return false }
    return low > 0 && high / low > 4
  }

  /// The panel over epochs.
  ///
  /// - Parameters:
  ///   - kind: how values are spaced.
  ///   - showsAlive: whether rows below tell how many runs are left.
  /// - Returns: the panel.
  func panel(_ kind: Scale.Kind, showsAlive: Bool) -> ChartPanel {
    let last = max(1, sets.flatMap { $0.curves.map(\.values.count) }.max() ?? 1)
    let pad = Double(last - 1) * 0.03
    let losing = showsAlive ? sets.filter { !$0.losses.isEmpty } : []
    return ChartPanel(
      horizontal: Panel.Axis(
        title: "epoch", domain: last == 1 ? 0...2 : (1 - pad)...(Double(last) + pad),
        ticks: Self.epochTicks(last)), vertical: vertical(kind),
      lines: sets.map { line($0, kind) },
      strips: losing.map(alive),
      stripTitle: losing.isEmpty ? "" : "runs alive of those begun")
  }

  /// The vertical axis.
  func vertical(_ kind: Scale.Kind) -> Panel.Axis {
    Panel.Axis(
      title: metric.title + (kind == .log ? " (log scale)" : ""),
      domain: Scale.domain(of: (suitsLog ? nil : settled) ?? values, kind: kind), kind: kind,
      isPercent: metric.isFraction)
  }

  /// The values after the first tenth of the epochs, where a linear axis is for them alone.
  ///
  /// That is where those before would leave them less than a quarter of it; nil where the axis holds all. Where a
  /// logarithmic axis suits, that one holds all.
  var settled: [Double]? {
    let last = sets.flatMap { $0.curves.map(\.values.count) }.max() ?? 0
    let first = max(1, last / 10)
    let late = sets.flatMap { set in
      set.curves.filter { $0.status != .diverged }
        .flatMap { $0.values.dropFirst(first).compactMap { $0 } }
    }
    guard last >= 5, let low = late.min(), let high = late.max(), let least = values.min(),
      let most = values.max(), high > low, most - least > 4 * (high - low)
    else { return nil }
    return late
  }

  private func line(_ set: CurveSet, _ kind: Scale.Kind) -> ChartLine {
    ChartLine(
      name: set.name, series: set.series,
      points: set.means.map { point in
        ChartLine.Point(
          x: Double(point.epoch), y: point.mean, reach: set.reach(point, on: kind),
          tip: "\(set.name), epoch \(point.epoch): "
            + (point.interval.map(metric.text) ?? metric.text(point.mean)) + ", n = \(point.count)")
      },
      runs: set.curves.prefix(runLimit).map { curve in
        (
          "\(set.name), seed \(curve.seed)",
          curve.values.enumerated().compactMap { place, value in
            value.map { (x: Double(place + 1), y: $0) }
          }
        )
      },
      crosses: set.losses.map { loss in
        (Double(loss.epoch), loss.value, "\(set.name), seed \(loss.seed): diverged")
      })
  }

  /// How many runs of a level are left, where the count changes.
  private func alive(_ set: CurveSet) -> ChartStrip {
    let all = set.curves.count
    let ends = Set(set.losses.map(\.epoch)).sorted()
    var texts = ends.first == 1 ? [] : [(x: 1.0, text: "\(all)/\(all)")]
    for epoch in ends {
      let left = all - set.losses.count { $0.epoch <= epoch }
      texts.append((x: Double(epoch), text: "\(left)/\(all)"))
    }
    return ChartStrip(series: set.series, texts: texts)
  }

  /// Whole epochs, with the first and round steps after it.
  static func epochTicks(_ last: Int) -> [Tick] {
    guard last > 12 else { return (1...last).map { Tick(value: Double($0), label: "\($0)") } }
    return Ticks.linear(1...Double(last), count: 8, whole: true)
  }
}

extension CurveSet {
  /// The runs that diverged, with the epoch and value of their last finite number.
  var losses: [(seed: UInt64, epoch: Int, value: Double)] {
    curves.filter { $0.status == .diverged }.compactMap { curve in
      Self.end(of: curve).map { (curve.seed, $0.epoch, $0.value) }
    }
  }
}
