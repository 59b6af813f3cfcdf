internal import PisteCore
internal import PisteStatistics

/// What the runs of one configuration in one stage say of one metric.
struct Score: Sendable {
  /// The value that each whole run ended with, and its seed, in plan order.
  var values: [(seed: UInt64, value: Double)]
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
    values = runs.compactMap { run in
      guard run.isWhole, let value = run.finalValue(metric) else { return nil }
      return (run.seed, value)
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
