/// Nemenyi's critical difference of mean ranks.
public enum Nemenyi {
  /// The difference of two mean ranks that is significant at a level, all pairs considered.
  ///
  ///     CD = q √(k (k + 1) / (6 N)),   q = q_{1−α}(k, ∞) / √2
  ///
  /// > Source: Nemenyi, "Distribution-free multiple comparisons", PhD thesis, Princeton (1963); Demšar,
  /// > JMLR 7 (2006), table 5(a) for q.
  ///
  /// - Parameters:
  ///   - competitors: k ≥ 2.
  ///   - problems: N ≥ 1.
  ///   - level: α, between 0 and 1.
  /// - Returns: the critical difference, in ranks.
  public static func criticalDifference(
    competitors: Int, problems: Int, level: Double = 0.05
  ) -> Double {
    precondition(problems >= 1, "Nemenyi: \(problems) problems")
    let k = Double(competitors)
    return quantile(competitors: competitors, level: level)
      * (k * (k + 1) / (6 * Double(problems))).squareRoot()
  }

  /// q, the quantile of the studentized range over √2.
  ///
  /// - Parameters:
  ///   - competitors: k ≥ 2.
  ///   - level: α, between 0 and 1.
  /// - Returns: q; 1.96 for two competitors at 0.05.
  public static func quantile(competitors: Int, level: Double = 0.05) -> Double {
    StudentizedRange.quantile(1 - level, count: competitors) / 2.0.squareRoot()
  }
}
