internal import PisteCore

/// Fisher's randomization test of paired samples: if there is no difference, each one's sign is as
/// likely as the other.
///
///     p = share of the 2ⁿ choices of signs with |Σ ±dᵢ| ≥ |Σ dᵢ|
///
/// > Source: Fisher, The Design of Experiments (1935), section 21.
public enum SignFlipTest {
  /// The most differences whose signs are all tried.
  public static let exactLimit = 32

  /// Tests whether the mean difference is zero.
  ///
  /// Up to 32 differences all 2ⁿ choices are counted; beyond, random ones are drawn, and the observed
  /// one is counted among them: p = (1 + #) / (1 + B), which is never zero and never too small.
  /// Sums that agree to 1e-9 of Σ|dᵢ| count as equal, since rounding would part them.
  ///
  /// > Source: for the 1, Phipson and Smyth, "Permutation P-values should never be zero",
  /// > Statistical Applications in Genetics and Molecular Biology 9 (2010).
  ///
  /// - Parameters:
  ///   - differences: first minus second of each pair, finite.
  ///   - resamples: B, drawn where there are too many to count, ≥ 1.
  ///   - seed: of the draws, from its stream `sign-flip`.
  /// - Returns: the mean difference and its two-sided p-value, or nil for no differences.
  /// - Complexity: O(2^{n/2} n) where all are counted: the sums of both halves are sorted and met.
  public static func test(
    _ differences: [Double], resamples: Int = 99_999, seed: UInt64 = 0
  ) -> TestResult? {
    guard !differences.isEmpty else { return nil }
    precondition(differences.allSatisfy(\.isFinite), "sign flips: a difference is not finite")
    let mean = Moments.mean(differences)
    let sizes = differences.map(abs)
    let largest = sizes.reduce(0, +)
    let tolerance = 1e-9 * largest
    let threshold = abs(differences.reduce(0, +)) - tolerance
    guard differences.count > exactLimit else {
      let half = sizes.count / 2
      let left = sums(sizes[..<half])
      let right = sums(sizes[half...])
      let total = Double(left.count) * Double(right.count)
      func pValue(_ threshold: Double) -> Double {
        threshold > 0 ? min(1, 2 * Double(pairs(left, right, atLeast: threshold)) / total) : 1
      }
      return TestResult(
        statistic: mean, pValue: pValue(threshold), smallestPValue: pValue(largest - tolerance),
        method: .exact)
    }
    var stream = RandomStream(seed: seed, purpose: "sign-flip")
    var extreme = 0
    for _ in 0..<resamples {
      var sum = 0.0
      var bits: UInt64 = 0
      for (index, size) in sizes.enumerated() {
        if index % 64 == 0 { bits = stream.next() }
        sum += bits & 1 == 1 ? size : -size
        bits >>= 1
      }
      if abs(sum) >= threshold { extreme += 1 }
    }
    return TestResult(
      statistic: mean, pValue: Double(extreme + 1) / Double(resamples + 1),
      smallestPValue: 1 / Double(resamples + 1), method: .monteCarlo(resamples: resamples))
  }

  /// The sums of all choices of signs, ascending.
  private static func sums(_ sizes: ArraySlice<Double>) -> [Double] {
    var sums = [0.0]
    for size in sizes {
      // Both halves ascend, so that merging them keeps the order without sorting.
      let lower = sums.map { $0 - size }
      let upper = sums.map { $0 + size }
      var (i, j) = (0, 0)
      sums = (0..<(2 * sums.count)).map { _ in
        if j >= upper.count || (i < lower.count && lower[i] <= upper[j]) {
          i += 1
          return lower[i - 1]
        }
        j += 1
        return upper[j - 1]
      }
    }
    return sums
  }

  /// How many pairs of one number from each list reach the threshold.
  private static func pairs(
    _ left: [Double], _ right: [Double], atLeast threshold: Double
  ) -> Int {
    var count = 0
    var place = right.count
    for value in left {
      while place > 0, value + right[place - 1] >= threshold { place -= 1 }
      count += right.count - place
    }
    return count
  }
}
