internal import PisteCore
internal import PisteStatistics

/// How far the best level lies from each other one, seed by seed.
struct PairedFigure {
  let comparison: Comparison

  /// One level held against the best one.
  private struct Pairing {
    var level: LevelResult
    var pairs: [(seed: UInt64, difference: Double)]
    var result: DifferenceOfMeans
    /// Of each pair whose hashes were recorded, whether both runs began with the same weights and saw
    /// the same batches.
    var beginnings: [Bool]
  }

  /// The figure, or a sentence why there is none.
  func figure() -> Result<Figure, Omission> {
    let what = "Paired differences are left out: "
    guard comparison.isCompared, let best = comparison.ranking.first else {
      return .failure(
        Omission(
          what
            + (comparison.isCompared
              ? "no level has a result\(comparison.yet)." : "nothing is compared.")))
    }
    let others = comparison.ranking.dropFirst().filter { $0.series != nil }
    let pairings = others.compactMap { pairing(best, $0) }
    guard !pairings.isEmpty else {
      return .failure(Omission(what + "no two levels share two seeds or more."))
    }
    let metric = comparison.reported
    let sign = metric.goal == .maximize ? "" : " (below zero is better)"
    let chart = RowChart(
      rows: pairings.map { row(best, $0) },
      title:
        "difference of \(metric.title)\(metric.isFraction ? ", percentage points" : "")\(sign)",
      isPercent: metric.isFraction, unit: "", baseline: 0)
    return .success(
      Figure(
        id: "paired-differences",
        title: "\(comparison.short(best)) minus each other level, by seed",
        caption: caption(best, pairings, left: others.count - pairings.count),
        table: table(best, pairings), draw: chart.draw))
  }

  private func pairing(_ best: LevelResult, _ other: LevelResult) -> Pairing? {
    let theirs = Dictionary(other.report.values.map { ($0.seed, $0.value) }) { one, _ in one }
    let shared = best.report.values.compactMap { seed, value in
      theirs[seed].map { (seed: seed, mine: value, other: $0) }
    }
    let runs = Dictionary(other.runs.map { ($0.seed, $0) }) { one, _ in one }
    let beginnings = best.runs.compactMap { run -> Bool? in
      guard let pair = runs[run.seed], let weights = run.weightsHash, let order = run.orderHash,
        let theirWeights = pair.weightsHash, let theirOrder = pair.orderHash
      else { return nil }
      return weights == theirWeights && order == theirOrder
    }
    return DifferenceOfMeans.paired(shared.map(\.mine), shared.map(\.other)).map { result in
      Pairing(
        level: other, pairs: shared.map { (seed: $0.seed, difference: $0.mine - $0.other) },
        result: result, beginnings: beginnings)
    }
  }

  private func row(_ best: LevelResult, _ pairing: Pairing) -> RowChart.Row {
    let metric = comparison.reported
    let interval = pairing.result.interval
    return RowChart.Row(
      name: "against \(pairing.level.name)", series: pairing.level.series ?? 0,
      dots: pairing.pairs.map {
        (
          $0.difference,
          "seed \($0.seed): \(best.name) minus \(pairing.level.name) = \(signed($0.difference))"
        )
      }, mean: interval.estimate, interval: interval, text: metric.difference(interval))
  }

  private func signed(_ value: Double) -> String {
    let metric = comparison.reported
    return metric.isFraction
      ? NumberFormat.fixed(value * 100, digits: 2) : NumberFormat.significant(value, digits: 3)
  }

  /// Whether the two runs of each pair began alike, by their recorded hashes.
  private func beginnings(_ pairings: [Pairing]) -> String {
    let known = pairings.flatMap(\.beginnings)
    guard !known.isEmpty else {
      return "Whether the runs of a pair began alike was not recorded."
    }
    let alike = known.count { $0 }
    return alike == known.count
      ? "The two runs of every pair began with the same weights and saw the same batches."
      : "\(known.count - alike) of \(NumberFormat.count(known.count, "pair")) began with other weights or "
        + "saw other batches, so that pairing takes less of the luck away."
  }

  private func wins(_ pairing: Pairing) -> Int {
    pairing.pairs.count { comparison.reported.goal.prefers($0.difference, over: 0) }
  }

  private func caption(_ best: LevelResult, _ pairings: [Pairing], left: Int) -> String {
    let metric = comparison.reported
    let unit = metric.isFraction ? " points" : ""
    let found = pairings.prefix(3).map { pairing in
      "\(metric.difference(pairing.result.interval))\(unit) from \(comparison.short(pairing.level)) "
        + "(better at \(wins(pairing)) of \(NumberFormat.count(pairing.pairs.count, "seed")))"
    }
    var text = "\(comparison.short(best)) differs by \(Prose.list(found)). "
    text += "Each dot is one seed; the mark is the mean difference, the bar its 95 % t interval. A "
    text += "bar across zero leaves open which is better. "
    text += beginnings(pairings)
    if left > 0 {
      text += " \(NumberFormat.count(left, "level")) without two seeds in common "
      text += "\(left == 1 ? "is" : "are") left out."
    }
    return text
  }

  private func table(_ best: LevelResult, _ pairings: [Pairing]) -> DataTable {
    DataTable(
      columns: [
        .words("against"), .numbers("seed"), .numbers("\(best.name) minus it"),
      ],
      rows: pairings.flatMap { pairing in
        pairing.pairs.map { [pairing.level.name, "\($0.seed)", signed($0.difference)] }
      })
  }
}
