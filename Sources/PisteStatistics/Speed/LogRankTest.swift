/// The log-rank test that two kinds of runs reach a target equally fast.
public enum LogRankTest {
  /// Compares when runs reached the target with what equal speed would have given.
  ///
  ///     z = Σ (d₁ᵢ − dᵢ n₁ᵢ/nᵢ) / √(Σ dᵢ n₁ᵢ n₂ᵢ (nᵢ − dᵢ) / (nᵢ² (nᵢ − 1)))
  ///
  /// > Source: Mantel, "Evaluation of survival data and two new rank order statistics arising in its
  /// > consideration", Cancer Chemotherapy Reports 50 (1966).
  ///
  /// - Parameters:
  ///   - first: runs of one kind.
  ///   - second: runs of the other kind.
  /// - Returns: z, positive where the first reach the target sooner, and its two-sided p-value;
  ///   nil for an empty sample, or where no run's reaching it tells the kinds apart.
  public static func test(
    _ first: [KaplanMeier.Observation], _ second: [KaplanMeier.Observation]
  ) -> TestResult? {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    var excess = 0.0
    var variance = 0.0
    for time in Set((first + second).filter(\.isReached).map(\.time)).sorted() {
      func atRisk(_ runs: [KaplanMeier.Observation]) -> Double {
        Double(runs.count { $0.time >= time })
      }
      func reached(_ runs: [KaplanMeier.Observation]) -> Double {
        Double(runs.count { $0.isReached && $0.time == time })
      }
      let (one, two) = (atRisk(first), atRisk(second))
      let all = one + two
      let events = reached(first) + reached(second)
      excess += reached(first) - events * one / all
      if all > 1 { variance += events * one * two * (all - events) / (all * all * (all - 1)) }
    }
    guard variance > 0 else { return nil }
    let z = excess / variance.squareRoot()
    return TestResult(
      statistic: z, pValue: 2 * StandardNormal.cumulative(-abs(z)), smallestPValue: 0,
      method: .asymptotic)
  }
}
