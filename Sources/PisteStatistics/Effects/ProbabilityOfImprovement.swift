/// The chance that a run of one kind beats a run of another: P(X > Y) + ½ P(X = Y).
///
/// > Source: Agarwal et al., "Deep Reinforcement Learning at the Edge of the Statistical Precipice",
/// > NeurIPS 2021; Bouthillier et al., "Accounting for Variance in Machine Learning Benchmarks",
/// > MLSys 2021.
public enum ProbabilityOfImprovement {
  /// The estimate U / (n m), with U after Mann and Whitney, ties counting ½.
  ///
  /// - Parameters:
  ///   - first: X, larger being better, infinities allowed.
  ///   - second: Y.
  /// - Returns: 0…1; NaN for an empty sample.
  public static func estimate(_ first: [Double], _ second: [Double]) -> Double {
    (CliffsDelta.estimate(first, second) + 1) / 2
  }

  /// The share of the pairs in which the first is better, ties counting ½.
  ///
  /// - Parameter differences: first minus second of each pair, larger being better.
  /// - Returns: 0…1; NaN for no pairs.
  public static func paired(_ differences: [Double]) -> Double {
    let points = differences.reduce(0) { $0 + ($1 > 0 ? 1 : $1 == 0 ? 0.5 : 0) }
    return differences.isEmpty ? .nan : points / Double(differences.count)
  }

  /// The score interval, which is of use where one sample lies wholly above the other.
  ///
  /// The ends θ solve (θ − θ̂)² = z² θ(1 − θ)/(nm) · (1 + k (1 − θ)/(2 − θ) + k θ/(1 + θ)) with
  /// k = (n + m)/2 − 1, as Wilson's interval does for a proportion. A bootstrap of separated samples
  /// gives the point 1 instead, however few they are.
  ///
  /// > Source: Newcombe, "Confidence intervals for an effect size measure based on the Mann-Whitney
  /// > statistic. Part 2: asymptotic methods and evaluation", Statistics in Medicine 25 (2006),
  /// > method 5; Hanley and McNeil, Radiology 143 (1982), for the variance.
  ///
  /// - Parameters:
  ///   - first: X, larger being better, infinities allowed.
  ///   - second: Y.
  ///   - confidence: the level, between 0 and 1.
  /// - Returns: the interval, within 0…1, or nil for an empty sample.
  public static func score(
    _ first: [Double], _ second: [Double], confidence: Double = 0.95
  ) -> Interval? {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let estimate = estimate(first, second)
    let z = StandardNormal.quantile((1 + confidence) / 2)
    let product = Double(first.count) * Double(second.count)
    let weight = Double(first.count + second.count) / 2 - 1
    func isInside(_ p: Double) -> Bool {
      let shape = 1 + weight * (1 - p) / (2 - p) + weight * p / (1 + p)
      return (p - estimate) * (p - estimate) <= z * z * p * (1 - p) / product * shape
    }
    func end(_ outside: Double) -> Double {
      guard estimate != outside else { return outside }
      var (far, near) = (outside, estimate)
      if estimate == 1 - outside {
        // At the end of the range the variance vanishes, so that the estimate itself is a solution;
        // the other one is where the search must stop.
        near = estimate + (outside - estimate) * 1e-12
      }
      for _ in 0..<80 {
        let middle = (far + near) / 2
        if isInside(middle) { near = middle } else { far = middle }
      }
      return (far + near) / 2
    }
    return Interval(estimate: estimate, lower: end(0), upper: end(1), confidence: confidence)
  }

  /// The percentile bootstrap interval of the mean over tasks, both kinds resampled within each task.
  ///
  /// - Parameters:
  ///   - tasks: the samples X and Y of each task, larger being better, none of them empty.
  ///   - bootstrap: how many resamples, from which seed, at which level.
  /// - Returns: the interval, or nil for no tasks or fewer than two values in every sample.
  public static func bootstrap(
    tasks: [(first: [Double], second: [Double])], _ bootstrap: Bootstrap = Bootstrap()
  ) -> Interval? {
    guard !tasks.isEmpty else { return nil }
    return bootstrap.percentile(of: tasks.flatMap { [$0.first, $0.second] }) { strata in
      let shares = stride(from: 0, to: strata.count, by: 2).map {
        estimate(strata[$0], strata[$0 + 1])
      }
      return Moments.mean(shares)
    }
  }

  /// What a chance of improvement amounts to.
  public enum Meaning: Sendable, Hashable {
    /// One half is inside the interval.
    case notSignificant
    /// Better than even, but the interval ends below the threshold γ.
    case significant
    /// Better than even, and as good as γ or better for all that is known.
    case meaningful
  }

  /// Reads an interval as Bouthillier and others propose.
  ///
  /// - Parameters:
  ///   - interval: of the chance that the first beats the second.
  ///   - threshold: γ, between ½ and 1; the paper recommends 0.75.
  /// - Returns: what it amounts to.
  public static func meaning(of interval: Interval, threshold: Double = 0.75) -> Meaning {
    guard interval.lower > 0.5 else { return .notSignificant }
    return interval.upper > threshold ? .meaningful : .significant
  }
}
