internal import PisteCore

/// Pitman's permutation test of two independent samples: if there is no difference, every way of
/// dealing the values out to both is as likely.
///
/// > Source: Pitman, "Significance tests which may be applied to samples from any populations",
/// > Supplement to the Journal of the Royal Statistical Society 4 (1937).
public enum PermutationTest {
  /// The most ways of dealing out that are all tried.
  public static let exactLimit = 200_000.0

  /// Tests whether the difference of the means is zero.
  ///
  /// Where there are at most 200,000 ways, all are counted; beyond, random ones are drawn, and the
  /// observed one is counted among them: (1 + #) / (1 + B) in each tail. The p-value is twice the
  /// smaller tail, at most 1. Sums that agree to 1e-9 of the values' deviations count as equal.
  ///
  /// > Source: for the 1, Phipson and Smyth, "Permutation P-values should never be zero",
  /// > Statistical Applications in Genetics and Molecular Biology 9 (2010).
  ///
  /// - Parameters:
  ///   - first: one sample, finite.
  ///   - second: the other one, finite.
  ///   - resamples: B, drawn where there are too many ways to count, ≥ 1.
  ///   - seed: of the draws, from its stream `permutation`.
  /// - Returns: the difference of the means and its two-sided p-value, or nil for an empty sample.
  public static func test(
    _ first: [Double], _ second: [Double], resamples: Int = 99_999, seed: UInt64 = 0
  ) -> TestResult? {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let all = first + second
    precondition(all.allSatisfy(\.isFinite), "permutations: a value is not finite")
    let center = Moments.mean(all)
    let values = all.map { $0 - center }
    let observed = values[..<first.count].reduce(0, +)
    let tolerance = 1e-9 * values.reduce(0) { $0 + abs($1) }
    let statistic = Moments.mean(first) - Moments.mean(second)
    let ways = AttainablePValue.ways(all.count, first.count)
    guard ways > exactLimit else {
      var dealing = Dealing(values: values, observed: observed, tolerance: tolerance)
      dealing.deal(from: 0, remaining: first.count, sum: 0)
      let ends = ends(values.sorted(), first.count, tolerance: tolerance)
      return TestResult(
        statistic: statistic,
        pValue: min(1, 2 * Double(min(dealing.below, dealing.above)) / ways),
        smallestPValue: min(1, 2 * ends / ways), method: .exact)
    }
    var stream = RandomStream(seed: seed, purpose: "permutation")
    var order = (0..<Int32(all.count)).map { $0 }
    var below = 0
    var above = 0
    for _ in 0..<resamples {
      stream.shuffle(&order)
      let sum = order[..<first.count].reduce(0) { $0 + values[Int($1)] }
      if sum <= observed + tolerance { below += 1 }
      if sum >= observed - tolerance { above += 1 }
    }
    return TestResult(
      statistic: statistic,
      pValue: min(1, 2 * Double(min(below, above) + 1) / Double(resamples + 1)),
      smallestPValue: 2 / Double(resamples + 1), method: .monteCarlo(resamples: resamples))
  }

  /// How many ways reach the rarer of the two most extreme sums: those that differ by ties only.
  private static func ends(_ sorted: [Double], _ size: Int, tolerance: Double) -> Double {
    func ways(_ values: [Double]) -> Double {
      let edge = values[size - 1]
      let equal = values.count { abs($0 - edge) <= tolerance }
      let taken = values[..<size].count { abs($0 - edge) <= tolerance }
      return AttainablePValue.ways(equal, taken)
    }
    return min(ways(sorted), ways(sorted.reversed()))
  }
}

/// All ways of taking some of the values, with the sums on either side of the observed one counted.
private struct Dealing {
  let values: [Double]
  let observed: Double
  let tolerance: Double
  var below = 0
  var above = 0

  mutating func deal(from start: Int, remaining: Int, sum: Double) {
    guard remaining > 0 else {
      if sum <= observed + tolerance { below += 1 }
      if sum >= observed - tolerance { above += 1 }
      return
    }
    var index = start
    while index + remaining <= values.count {
      deal(from: index + 1, remaining: remaining - 1, sum: sum + values[index])
      index += 1
    }
  }
}
