/// The share of runs that score above each of several marks.
public enum ScoreProfile {
  /// F(τ): the share of all runs of all tasks with a score above τ.
  ///
  /// > Source: Agarwal et al., "Deep Reinforcement Learning at the Edge of the Statistical
  /// > Precipice", NeurIPS 2021, eq. 1.
  ///
  /// - Parameters:
  ///   - tasks: the scores of each task's runs, as many for each.
  ///   - marks: τ.
  /// - Returns: F at each mark; NaN for no runs.
  public static func shares(_ tasks: [[Double]], above marks: [Double]) -> [Double] {
    let scores = Array(tasks.joined())
    return marks.map { mark in Double(scores.count { $0 > mark }) / Double(scores.count) }
  }

  /// F(τ) with a percentile bootstrap band, the runs resampled within each task.
  ///
  /// - Parameters:
  ///   - tasks: the scores of each task's runs, none of them empty.
  ///   - marks: τ.
  ///   - bootstrap: how many resamples, from which seed, at which level.
  /// - Returns: an interval for each mark; empty for no tasks.
  public static func band(
    _ tasks: [[Double]], above marks: [Double],
    _ bootstrap: Bootstrap = Bootstrap(resamples: 2_000)
  ) -> [Interval] {
    guard !tasks.isEmpty else { return [] }
    let estimates = shares(tasks, above: marks)
    let drawn = bootstrap.replicates(of: tasks) { shares($0, above: marks) }
    let tail = (1 - bootstrap.confidence) / 2
    return marks.indices.map { place in
      let sorted = drawn.map { $0[place] }.sorted()
      return Interval(
        estimate: estimates[place], lower: Quantile.linear(tail, ofSorted: sorted),
        upper: Quantile.linear(1 - tail, ofSorted: sorted), confidence: bootstrap.confidence)
    }
  }
}
