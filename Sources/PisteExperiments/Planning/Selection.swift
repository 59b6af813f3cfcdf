internal import PisteCore

/// Chooses the best of some configurations from their tuning runs by `RankingScore`.
enum Selection {
  /// The configuration that ranks first, ties in grid order; nil if there are none.
  static func best(
    of configurations: [Configuration], seeds: [UInt64], goal: Goal, results: [RunID: RunResult]
  ) -> Configuration? {
    var best: (configuration: Configuration, score: RankingScore)?
    for configuration in configurations {
      let values = seeds.compactMap { seed -> Double? in
        guard let result = results[configuration.runID(seed: seed)], result.isWhole
        else { return nil }
        return result.value
      }
      let score = RankingScore(values: values, planned: seeds.count)
      guard let leader = best, !score.beats(leader.score, goal: goal) else {
        best = (configuration, score)
        continue
      }
    }
    return best?.configuration
  }
}
