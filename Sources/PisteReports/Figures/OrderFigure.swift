internal import PisteCore

/// Which level leads at each epoch.
struct OrderFigure {
  let comparison: Comparison

  /// The figure, or a sentence why there is none.
  func figure() -> Result<Figure, Omission> {
    let what = "The order of the levels over time is left out: "
    let metric = comparison.objective
    let sets = comparison.drawn.map {
      CurveSet($0, comparison.curveRuns(of: $0), metric: metric.name)
    }.filter { !$0.means.isEmpty }
    guard sets.count >= 2 else {
      return .failure(Omission(what + "it takes two levels with completed runs."))
    }
    let last = sets.compactMap { $0.means.last?.epoch }.min() ?? 0
    guard last >= 3 else {
      return .failure(Omission(what + "the runs have fewer than three epochs in common."))
    }
    let ranks = (1...last).map { Self.ranks(sets, at: $0, metric.goal) }
    let pad = Double(last - 1) * 0.03
    let chart = LineChart(
      panels: [
        ChartPanel(
          horizontal: Panel.Axis(
            title: "epoch", domain: (1 - pad)...(Double(last) + pad),
            ticks: CurvePanel.epochTicks(last)),
          vertical: Panel.Axis(
            title: "rank by mean \(metric.title), 1 is best",
            domain: 0.7...(Double(sets.count) + 0.3),
            ticks: sets.indices.map { Tick(value: Double($0 + 1), label: "\($0 + 1)") },
            isReversed: true),
          lines: sets.enumerated().map { place, set in
            ChartLine(
              name: set.name, series: set.series,
              points: ranks.enumerated().map { epoch, rank in
                ChartLine.Point(
                  x: Double(epoch + 1), y: rank[place],
                  tip: "\(set.name), epoch \(epoch + 1): rank \(NumberFormat.plain(rank[place])), "
                    + metric.text(set.mean(at: epoch + 1)))
              })
          })
      ], height: 100 + 34 * Double(sets.count))
    return .success(
      Figure(
        id: "order", title: "The order of the levels over time", caption: caption(sets, ranks),
        table: table(sets, ranks), draw: chart.draw))
  }

  /// The rank of each set at an epoch, 1 the best; equal means share theirs.
  static func ranks(_ sets: [CurveSet], at epoch: Int, _ goal: Goal) -> [Double] {
    let means = sets.map { $0.mean(at: epoch) ?? .nan }
    return means.map { mean in
      let ahead = means.count { goal.prefers($0, over: mean) }
      let equal = means.count { $0 == mean || $0.isNaN && mean.isNaN }
      return Double(ahead) + Double(equal + 1) / 2
    }
  }

  private func caption(_ sets: [CurveSet], _ ranks: [[Double]]) -> String {
    func leader(_ ranks: [Double]) -> String {
      let best = ranks.min() ?? 1
      return Prose.list(
        sets.indices.filter { ranks[$0] == best }.map { comparison.short(sets[$0].name) })
    }
    func leaders(_ ranks: [Double]) -> Int { ranks.count { $0 == ranks.min() } }
    var changes: [String] = []
    for epoch in 1..<ranks.count where leader(ranks[epoch]) != leader(ranks[epoch - 1]) {
      changes.append("\(leader(ranks[epoch])) from epoch \(epoch + 1)")
    }
    var text =
      changes.isEmpty
      ? "\(leader(ranks[0])) \(leaders(ranks[0]) == 1 ? "leads" : "lead") from the first epoch to "
        + "the last. "
      : "\(leader(ranks[0])) \(leaders(ranks[0]) == 1 ? "leads" : "lead") first, then \(Prose.list(changes, limit: 3)). "
    let half = ranks[(ranks.count - 1) / 2]
    let isSame = half == ranks[ranks.count - 1]
    text += "At half of the epochs the order is \(isSame ? "that of the end" : "another one")"
    text += isSame ? ". " : ": shorter runs would have ranked the levels differently. "
    text += "Ranks of means hide how far apart they are: neighbors may be level within their "
    text += "intervals."
    return text
  }

  private func table(_ sets: [CurveSet], _ ranks: [[Double]]) -> DataTable {
    let step = max(1, (ranks.count + 19) / 20)
    return DataTable(
      columns: [.numbers("epoch")] + sets.map { .numbers($0.name) },
      rows: ranks.enumerated().filter { (ranks.count - 1 - $0.offset) % step == 0 }.map {
        ["\($0.offset + 1)"] + $0.element.map { NumberFormat.plain($0) }
      })
  }
}

extension CurveSet {
  /// The mean at an epoch, from 1; nil if there is none.
  func mean(at epoch: Int) -> Double? {
    means.indices.contains(epoch - 1) && means[epoch - 1].epoch == epoch
      ? means[epoch - 1].mean : means.first { $0.epoch == epoch }?.mean
  }
}
