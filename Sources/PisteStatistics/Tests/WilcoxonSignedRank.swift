/// Wilcoxon's signed-rank test of paired samples, given their differences.
///
///     W⁺ = Σ rank(|dᵢ|) over dᵢ > 0
///
/// > Source: Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1 (1945);
/// > for zeros, Pratt, "Remarks on zeros and ties in the Wilcoxon signed rank procedures", Journal
/// > of the American Statistical Association 54 (1959).
public enum WilcoxonSignedRank {
  /// What becomes of differences of zero.
  public enum ZeroRule: Sendable, Hashable {
    /// They are left out before ranking, as Wilcoxon did.
    case dropped
    /// They are ranked with the others and then left out, as Pratt proposed.
    case ranked
  }

  /// The exact test up to 50 differences, the asymptotic one beyond.
  ///
  /// - Parameters:
  ///   - differences: first minus second of each pair, infinities allowed.
  ///   - zeros: what becomes of zeros.
  /// - Returns: W⁺ and its two-sided p-value, or nil for no differences.
  public static func test(
    _ differences: [Double], zeros: ZeroRule = .dropped
  ) -> TestResult? {
    differences.count <= RankSums.limit
      ? exact(differences, zeros: zeros) : asymptotic(differences, zeros: zeros)
  }

  /// The exact test: every choice of signs of the ranks that there are, ties and zeros included.
  ///
  /// - Parameters:
  ///   - differences: first minus second of each pair, at most 50, infinities allowed.
  ///   - zeros: what becomes of zeros.
  /// - Returns: W⁺ and its two-sided p-value, 1 where all are zero; nil for no differences.
  public static func exact(
    _ differences: [Double], zeros: ZeroRule = .dropped
  ) -> TestResult? {
    guard !differences.isEmpty else { return nil }
    precondition(
      differences.count <= RankSums.limit,
      "exact Wilcoxon: \(differences.count) differences, at most 50")
    let ranks = signedRanks(differences, zeros)
    let positive = ranks.filter { $0 > 0 }.reduce(0, +)
    let found = RankSums.twoSided(RankSums.signs(of: ranks.map(abs)), at: positive)
    return TestResult(
      statistic: Double(positive) / 2, pValue: found.pValue, smallestPValue: found.smallest,
      method: .exact)
  }

  /// The normal approximation with the variance of the ranks that there are.
  ///
  ///     z = (W⁺ − Σ r / 2) / √(Σ r² / 4)
  ///
  /// - Parameters:
  ///   - differences: first minus second of each pair, infinities allowed.
  ///   - zeros: what becomes of zeros.
  ///   - isCorrected: whether ½ is taken off the distance for continuity.
  /// - Returns: W⁺ and its two-sided p-value, 1 where all are zero; nil for no differences.
  public static func asymptotic(
    _ differences: [Double], zeros: ZeroRule = .dropped, isCorrected: Bool = false
  ) -> TestResult? {
    guard !differences.isEmpty else { return nil }
    let ranks = signedRanks(differences, zeros).map { Double($0) / 2 }
    let positive = ranks.filter { $0 > 0 }.reduce(0, +)
    let mean = ranks.reduce(0) { $0 + abs($1) } / 2
    let variance = ranks.reduce(0) { $0 + $1 * $1 } / 4
    let distance = max(0, abs(positive - mean) - (isCorrected ? 0.5 : 0))
    let z = variance > 0 ? distance / variance.squareRoot() : 0
    return TestResult(
      statistic: positive, pValue: min(1, 2 * StandardNormal.cumulative(-z)), smallestPValue: 0,
      method: .asymptotic)
  }

  /// Twice the ranks of the differences that are not zero, with their signs.
  private static func signedRanks(_ differences: [Double], _ zeros: ZeroRule) -> [Int] {
    let ranked = zeros == .ranked ? differences : differences.filter { $0 != 0 }
    return zip(ranked, Ranks.doubled(ranked.map(abs))).compactMap { difference, rank in
      difference == 0 ? nil : difference > 0 ? rank : -rank
    }
  }
}
