/// The rank test of two independent samples, after Mann, Whitney and Wilcoxon.
///
///     U = #{(i, j): xᵢ > yⱼ} + ½ #{(i, j): xᵢ = yⱼ}
///
/// > Source: Mann and Whitney, "On a test of whether one of two random variables is stochastically
/// > larger than the other", The Annals of Mathematical Statistics 18 (1947).
public enum MannWhitney {
  /// The exact test where the samples have at most 50 values together, the asymptotic one beyond.
  ///
  /// - Parameters:
  ///   - first: one sample, infinities allowed.
  ///   - second: the other one.
  /// - Returns: U of the first sample and its two-sided p-value, or nil for an empty sample.
  public static func test(_ first: [Double], _ second: [Double]) -> TestResult? {
    first.count + second.count <= RankSums.limit
      ? exact(first, second) : asymptotic(first, second)
  }

  /// The exact test: the permutation distribution of the rank sum given the ties.
  ///
  /// The p-value is twice the smaller tail, at most 1.
  ///
  /// > Differs from: SciPy's `method="exact"`, whose table presumes that there are no ties.
  ///
  /// - Parameters:
  ///   - first: one sample, infinities allowed.
  ///   - second: the other one; at most 50 values together.
  /// - Returns: U of the first sample and its two-sided p-value, or nil for an empty sample.
  public static func exact(_ first: [Double], _ second: [Double]) -> TestResult? {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    precondition(
      first.count + second.count <= RankSums.limit,
      "exact Mann-Whitney: \(first.count) and \(second.count) values, at most 50 together")
    let ranks = Ranks.doubled(first + second)
    let sum = ranks[..<first.count].reduce(0, +)
    let found = RankSums.twoSided(RankSums.subsets(of: ranks, size: first.count), at: sum)
    return TestResult(
      statistic: statistic(sum, first.count), pValue: found.pValue, smallestPValue: found.smallest,
      method: .exact)
  }

  /// The normal approximation, corrected for ties and for continuity.
  ///
  ///     z = (|U − nm/2| − ½) / √(nm/12 · ((N + 1) − Σ (t³ − t) / (N (N − 1)))),   N = n + m
  ///
  /// - Parameters:
  ///   - first: one sample, infinities allowed.
  ///   - second: the other one.
  ///   - isCorrected: whether the ½ for continuity is taken off.
  /// - Returns: U of the first sample and its two-sided p-value, or nil for an empty sample.
  public static func asymptotic(
    _ first: [Double], _ second: [Double], isCorrected: Bool = true
  ) -> TestResult? {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let all = first + second
    let sum = Ranks.doubled(all)[..<first.count].reduce(0, +)
    let u = statistic(sum, first.count)
    let product = Double(first.count) * Double(second.count)
    let count = Double(all.count)
    let variance =
      product / 12 * (count + 1 - Ranks.tieTerm(all) / (count * (count - 1)))
    let distance = abs(u - product / 2) - (isCorrected ? 0.5 : 0)
    let z = variance > 0 ? distance / variance.squareRoot() : 0
    return TestResult(
      statistic: u, pValue: min(1, 2 * StandardNormal.cumulative(-z)), smallestPValue: 0,
      method: .asymptotic)
  }

  private static func statistic(_ doubledSum: Int, _ count: Int) -> Double {
    Double(doubledSum - count * (count + 1)) / 2
  }
}
