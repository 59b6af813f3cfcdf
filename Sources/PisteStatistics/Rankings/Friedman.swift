public import PisteCore

/// Friedman's test that several competitors rank alike over problems, with Iman and Davenport's
/// correction.
///
/// > Source: Friedman, "The use of ranks to avoid the assumption of normality", Journal of the
/// > American Statistical Association 32 (1937); Iman and Davenport, "Approximations of the critical
/// > region of the Friedman statistic", Communications in Statistics A 9 (1980); Demšar, "Statistical
/// > Comparisons of Classifiers over Multiple Data Sets", JMLR 7 (2006), for their use.
public struct Friedman: Sendable, Hashable {
  /// How many problems a ranking over problems should rest on at least.
  public static let fewestProblems = 5

  /// The mean rank of each competitor, 1 being the best; equal results share their ranks.
  public let meanRanks: [Double]
  /// The number of problems, N.
  public let problems: Int
  /// χ², corrected for ties.
  public let chiSquared: Double
  /// Its p-value, with k − 1 degrees of freedom; too large for few problems.
  public let pValue: Double
  /// F = (N − 1) χ² / (N (k − 1) − χ²); infinite where all problems agree.
  public let ratio: Double
  /// Its p-value, with k − 1 and (k − 1)(N − 1) degrees of freedom.
  public let ratioPValue: Double

  /// Ranks the competitors on each problem.
  ///
  ///     χ² = Σⱼ 12 N (R̄ⱼ − (k + 1)/2)² / (k (k + 1) − Σ (t³ − t) / (N (k − 1)))
  ///
  /// Nil where there are fewer than two problems or competitors, or all results are tied.
  ///
  /// - Parameters:
  ///   - results: by problem and competitor, at least two of each; NaN, as of runs that diverged, is
  ///     the worst.
  ///   - goal: which way is better.
  public init?(_ results: [[Double]], goal: Goal) {
    guard let count = results.first?.count, count >= 2, results.count >= 2 else { return nil }
    precondition(
      results.allSatisfy { $0.count == count }, "Friedman: different competitors by problem")
    let (n, k) = (Double(results.count), Double(count))
    var sums = [Int](repeating: 0, count: count)
    var ties = 0.0
    for row in results {
      let losses = goal.scores(row).map { -$0 }
      for (place, rank) in Ranks.doubled(losses).enumerated() { sums[place] += rank }
      ties += Ranks.tieTerm(losses)
    }
    let ranks = sums.map { Double($0) / (2 * n) }
    let spread = ranks.reduce(0) { $0 + ($1 - (k + 1) / 2) * ($1 - (k + 1) / 2) }
    let scale = k * (k + 1) - ties / (n * (k - 1))
    guard scale > 1e-12 else { return nil }
    let statistic = 12 * n * spread / scale
    let rest = n * (k - 1) - statistic
    meanRanks = ranks
    problems = results.count
    chiSquared = statistic
    pValue = ChiSquared.upperTail(statistic, degreesOfFreedom: k - 1)
    ratio = rest > 1e-12 * n * (k - 1) ? (n - 1) * statistic / rest : .infinity
    ratioPValue = FDistribution.upperTail(
      ratio, numerator: k - 1, denominator: (k - 1) * (n - 1))
  }
}
