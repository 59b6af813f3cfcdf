private import Foundation
public import PisteCore

/// The best result to be expected of n trials, for every n up to the number that were made.
///
/// Trials are taken to be drawn independently, as random search draws them. Over a grid the curves
/// speak of a random subset of its points.
public enum ExpectedBest {
  /// The expected best of n of the B trials, drawn without replacement; unbiased.
  ///
  ///     Uₙ = Σᵢ₌ₙ..B x₍ᵢ₎ C(i − 1, n − 1) / C(B, n),   x₍₁₎ the worst
  ///
  /// > Source: Dodge, Gururangan, Card, Schwartz and Smith, "Show Your Work", EMNLP 2019, whose
  /// > estimate this corrects after Tang, Lee, Xin, Liu, Yu and Lin, ACL 2020.
  ///
  /// - Parameters:
  ///   - values: the result of each trial; NaN, as of a diverged one, is the worst.
  ///   - goal: which way is better.
  /// - Returns: the expectations for n = 1…B; infinite as long as trials without result may be all
  ///   there are.
  /// - Complexity: O(B log B), since weights fall off geometrically and are left out below 1e-20.
  public static func withoutReplacement(_ values: [Double], goal: Goal) -> [Double] {
    values.isEmpty ? [] : withoutReplacement(values, goal: goal, at: Array(1...values.count))
  }

  /// The expected best for some numbers of trials only.
  ///
  /// - Parameters:
  ///   - values: the result of each trial; NaN, as of a diverged one, is the worst.
  ///   - goal: which way is better.
  ///   - trials: the numbers n, each from 1 to B.
  /// - Returns: the expectations in the order of `trials`.
  public static func withoutReplacement(
    _ values: [Double], goal: Goal, at trials: [Int]
  ) -> [Double] {
    let sorted = goal.scores(values).sorted()
    let count = sorted.count
    precondition(
      trials.allSatisfy { (1...max(1, count)).contains($0) },
      "expected best: \(trials) trials of \(count)")
    let failed = sorted.count { $0 == -.infinity }
    return trials.map { n in
      guard n > failed else { return turned(-.infinity, goal) }
      // The weight of the best is n / B; each one further down is less by (i − n) / (i − 1).
      var weight = Double(n) / Double(count)
      var sum = 0.0
      for i in stride(from: count, through: n, by: -1) {
        sum += weight * sorted[i - 1]
        if i > 1 { weight *= Double(i - n) / Double(i - 1) }
        if weight < 1e-20 { break }
      }
      return turned(sum, goal)
    }
  }

  /// The expected best of n trials drawn with replacement; biased towards the worse.
  ///
  ///     E[V*ₙ] = Σᵢ x₍ᵢ₎ ((i/B)ⁿ − ((i − 1)/B)ⁿ)
  ///
  /// > Source: Dodge, Gururangan, Card, Schwartz and Smith, "Show Your Work", EMNLP 2019, section 3.
  ///
  /// - Parameters:
  ///   - values: the result of each trial; NaN, as of a diverged one, is the worst.
  ///   - goal: which way is better.
  /// - Returns: the expectations for n = 1…B.
  public static func withReplacement(_ values: [Double], goal: Goal) -> [Double] {
    let sorted = goal.scores(values).sorted()
    let count = Double(sorted.count)
    var powers = sorted.indices.map { Double($0 + 1) / count }
    let shares = powers
    return sorted.indices.map { _ in
      var sum = 0.0
      for (index, value) in sorted.enumerated() {
        let weight = powers[index] - (index > 0 ? powers[index - 1] : 0)
        if weight > 0 { sum += weight * value }
      }
      for index in powers.indices { powers[index] *= shares[index] }
      return turned(sum, goal)
    }
  }

  /// The curve without replacement with a percentile bootstrap band over the trials.
  ///
  /// The band is of use up to n = B/2; beyond, all resamples share the same few best trials.
  ///
  /// - Parameters:
  ///   - values: the result of each trial; NaN, as of a diverged one, is the worst.
  ///   - goal: which way is better.
  ///   - bootstrap: how many resamples, from which seed, at which level.
  /// - Returns: an interval for n = 1…B; empty for no trials.
  public static func band(
    _ values: [Double], goal: Goal, _ bootstrap: Bootstrap = Bootstrap(resamples: 2_000)
  ) -> [Interval] {
    values.isEmpty ? [] : band(values, goal: goal, at: Array(1...values.count), bootstrap)
  }

  /// The curve and its band for some numbers of trials only.
  ///
  /// - Parameters:
  ///   - values: the result of each trial; NaN, as of a diverged one, is the worst.
  ///   - goal: which way is better.
  ///   - trials: the numbers n, each from 1 to B.
  ///   - bootstrap: how many resamples, from which seed, at which level.
  /// - Returns: an interval for each number of trials, in their order.
  public static func band(
    _ values: [Double], goal: Goal, at trials: [Int],
    _ bootstrap: Bootstrap = Bootstrap(resamples: 2_000)
  ) -> [Interval] {
    guard !values.isEmpty else { return [] }
    let curve = withoutReplacement(values, goal: goal, at: trials)
    let drawn = bootstrap.replicates(of: [values]) { strata in
      withoutReplacement(strata[0], goal: goal, at: trials)
    }
    let tail = (1 - bootstrap.confidence) / 2
    return curve.indices.map { n in
      let sorted = drawn.map { $0[n] }.sorted()
      return Interval(
        estimate: curve[n], lower: Quantile.linear(tail, ofSorted: sorted),
        upper: Quantile.linear(1 - tail, ofSorted: sorted), confidence: bootstrap.confidence)
    }
  }

  /// The best of the trials, with the percentile interval of a bootstrap over them, which needs no resampling.
  ///
  ///     P(best of a resample ≤ x₍ᵢ₎) = (i / B)ᴮ
  ///
  /// The best of a resample never exceeds the best of the trials, so that the interval lies on one side.
  ///
  /// - Parameters:
  ///   - values: the result of each trial; NaN, as of a diverged one, is the worst.
  ///   - goal: which way is better.
  ///   - confidence: the level, between 0 and 1.
  /// - Returns: the interval around the best, its worse end infinite where resamples may hold no result;
  ///   nil for no trials.
  public static func observed(
    _ values: [Double], goal: Goal, confidence: Double = 0.95
  ) -> Interval? {
    let sorted = goal.scores(values).sorted()
    guard let best = sorted.last else { return nil }
    let count = Double(sorted.count)
    let tail = (1 - confidence) / 2
    let place = sorted.indices.first { index in pow(Double(index + 1) / count, count) > tail }
    let (end, top) = (turned(sorted[place ?? 0], goal), turned(best, goal))
    return Interval(
      estimate: top, lower: min(end, top), upper: max(end, top), confidence: confidence)
  }

  private static func turned(_ score: Double, _ goal: Goal) -> Double {
    goal == .maximize ? score : -score
  }
}
