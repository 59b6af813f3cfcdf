internal import PisteCore
internal import PisteStatistics

/// What the runs of one configuration in one stage say of one metric.
struct Score: Sendable {
  /// The value that each whole run ended with, and its seed, in plan order.
  var values: [(seed: UInt64, value: Double)]
  /// The value of each run that has a result, and its seed; nil for one that did not complete.
  var outcomes: [(seed: UInt64, value: Double?)]
  /// How many runs are planned.
  var planned: Int
  /// How many of them diverged.
  var diverged: Int
  /// How many have a result, divergence included.
  var done: Int

  /// Reads the score off runs.
  init(_ runs: [ResultTable.Run], metric: String) {
    planned = runs.count
    diverged = runs.count { $0.status == .diverged }
    done = runs.count { $0.status.isDone }
    outcomes = runs.filter { $0.status.isDone }.map { run in
      (run.seed, run.isWhole ? run.finalValue(metric) : nil)
    }
    values = outcomes.compactMap { seed, value in value.map { (seed, $0) } }
  }

  /// The outcomes with every run that did not complete as the worst, larger being better.
  func scores(_ goal: Goal) -> [Double] {
    outcomes.map { outcome in
      guard let value = outcome.value else { return -.infinity }
      return goal == .maximize ? value : -value
    }
  }

  /// Whether every planned run completed with a value.
  var isComplete: Bool { planned > 0 && values.count == planned }
  /// The mean of the values; nil if there are none.
  var mean: Double? { values.isEmpty ? nil : Moments.mean(values.map(\.value)) }
  /// The 95 % t interval of the mean; nil for fewer than two values.
  var interval: Interval? { MeanInterval.student(values.map(\.value)) }

  /// Whether this score ranks strictly above `other`, by the sweep's own rule.
  func isBetter(than other: Score, goal: Goal) -> Bool {
    ranking.beats(other.ranking, goal: goal)
  }

  /// What counts when the best configuration is chosen.
  private var ranking: RankingScore { RankingScore(values: values.map(\.value), planned: planned) }
}
