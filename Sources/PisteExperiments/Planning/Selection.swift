internal import PisteCore

/// Chooses the best of some configurations from their tuning runs.
///
/// Those whose runs all completed come first, by the mean of the metric at the last epoch; then
/// those with some completed runs, the more the better, by the mean over these; then the others.
/// Ties go to grid order.
enum Selection {
  static func best(
    of configurations: [Configuration], seeds: [UInt64], goal: Goal, results: [RunID: RunResult]
  ) -> Configuration? {
    var best: (configuration: Configuration, score: Score)?
    for configuration in configurations {
      let score = Score(configuration, seeds: seeds, results: results)
      guard let leader = best else {
        best = (configuration, score)
        continue
      }
      if score.beats(leader.score, goal: goal) { best = (configuration, score) }
    }
    return best?.configuration
  }

  private struct Score {
    var completed: Int
    var mean: Double

    init(_ configuration: Configuration, seeds: [UInt64], results: [RunID: RunResult]) {
      let values = seeds.compactMap { seed -> Double? in
        guard let result = results[configuration.runID(seed: seed)],
          result.status == .completed, let value = result.value, value.isFinite
        else { return nil }
        return value
      }
      completed = values.count
      mean = values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
    }

    func beats(_ other: Score, goal: Goal) -> Bool {
      if completed != other.completed { return completed > other.completed }
      return goal.prefers(mean, over: other.mean)
    }
  }
}
