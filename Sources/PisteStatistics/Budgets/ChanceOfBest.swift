public import PisteCore

/// Which level wins if each is tuned with the same number of trials.
public enum ChanceOfBest {
  /// The chance of each level that its best of n trials is the best of all.
  ///
  /// Each level's n trials are a random subset of those it made, so that its best is at most x with
  /// chance C(#{values ≤ x}, n) / C(B, n). The chances are exact, without resampling; levels whose
  /// bests are equal share the win.
  ///
  /// > Source: the question is that of Sivaprasad, Mai, Vogels, Jaggi and Fleuret, "Optimizer
  /// > Benchmarking Needs to Account for Hyperparameter Tuning", ICML 2020, who resample.
  ///
  /// - Parameters:
  ///   - trials: n, from 1 to the fewest trials of a level.
  ///   - levels: the results of each level's trials; NaN, as of a diverged one, is the worst.
  ///   - goal: which way is better.
  /// - Returns: the chances, which sum to 1.
  public static func afterTrials(_ trials: Int, of levels: [[Double]], goal: Goal) -> [Double] {
    precondition(
      trials >= 1 && levels.allSatisfy { trials <= $0.count },
      "chance of best: \(trials) trials of levels with \(levels.map(\.count))")
    let scores = levels.map { goal.scores($0).sorted() }
    var result = [Double](repeating: 0, count: levels.count)
    for value in Set(scores.joined()).sorted() {
      let below = scores.map { sorted in
        chance(of: trials, among: first(in: sorted) { $0 >= value }, outOf: sorted.count)
      }
      let equal = scores.indices.map { level in
        let most = first(in: scores[level]) { $0 > value }
        return chance(of: trials, among: most, outOf: scores[level].count) - below[level]
      }
      for level in levels.indices where equal[level] > 0 {
        // Element j: the chance that j of the others tie and the rest lie below.
        var ties = [1.0]
        for other in levels.indices where other != level {
          var next = [Double](repeating: 0, count: ties.count + 1)
          for (j, share) in ties.enumerated() {
            next[j] += share * below[other]
            next[j + 1] += share * equal[other]
          }
          ties = next
        }
        let won = ties.enumerated().reduce(0) { $0 + $1.element / Double($1.offset + 1) }
        result[level] += equal[level] * won
      }
    }
    return result
  }

  /// C(some, n) / C(all, n); 0 below 1e-20, which no sum of chances shows.
  private static func chance(of n: Int, among some: Int, outOf all: Int) -> Double {
    guard some >= n else { return 0 }
    var result = 1.0
    for i in 0..<n {
      result *= Double(some - i) / Double(all - i)
      if result < 1e-20 { return 0 }
    }
    return result
  }

  /// How many of some ascending values come before the first for which `isBehind` holds.
  private static func first(in sorted: [Double], where isBehind: (Double) -> Bool) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(sorted[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
