/// How far apart two means are: the difference, its interval and Student's test that it is zero.
public struct DifferenceOfMeans: Sendable, Hashable {
  /// The difference, first minus second, and its interval.
  public var interval: Interval
  /// The t statistic; infinite where no spread is left.
  public var statistic: Double
  /// The degrees of freedom.
  public var degreesOfFreedom: Double
  /// The two-sided probability of a |t| as large if the means were equal.
  public var pValue: Double

  /// The difference of two independent samples whose spreads may differ.
  ///
  ///     t = (x̄ − ȳ) / √(sₓ²/n + s_y²/m),   ν = (sₓ²/n + s_y²/m)² / ((sₓ²/n)²/(n−1) + (s_y²/m)²/(m−1))
  ///
  /// > Source: Welch, "The generalization of Student's problem when several different population
  /// > variances are involved", Biometrika 34 (1947); Satterthwaite (1946) for ν.
  ///
  /// - Parameters:
  ///   - first: one sample.
  ///   - second: the other sample.
  ///   - confidence: the level of the interval, between 0 and 1.
  /// - Returns: the comparison, or nil if a sample has fewer than two values.
  public static func welch(
    _ first: [Double], _ second: [Double], confidence: Double = 0.95
  ) -> DifferenceOfMeans? {
    guard first.count >= 2, second.count >= 2 else { return nil }
    let one = Moments.variance(first) / Double(first.count)
    let two = Moments.variance(second) / Double(second.count)
    let sum = one + two
    let shares =
      one * one / Double(first.count - 1) + two * two / Double(second.count - 1)
    let freedom = shares > 0 ? sum * sum / shares : Double(first.count + second.count - 2)
    return make(
      difference: Moments.mean(first) - Moments.mean(second), error: sum.squareRoot(),
      degreesOfFreedom: freedom, confidence: confidence)
  }

  /// The difference of two samples measured in pairs: Student's interval of the differences.
  ///
  /// > Source: Student, "The probable error of a mean", Biometrika 6 (1908).
  ///
  /// - Parameters:
  ///   - first: one sample.
  ///   - second: the other one, its element i made under the same conditions as the first's.
  ///   - confidence: the level of the interval, between 0 and 1.
  /// - Returns: the comparison, or nil for fewer than two pairs.
  public static func paired(
    _ first: [Double], _ second: [Double], confidence: Double = 0.95
  ) -> DifferenceOfMeans? {
    precondition(
      first.count == second.count, "pairs: \(first.count) values but \(second.count) partners")
    guard first.count >= 2 else { return nil }
    let differences = zip(first, second).map { $0 - $1 }
    return make(
      difference: Moments.mean(differences), error: Moments.standardError(differences),
      degreesOfFreedom: Double(differences.count - 1), confidence: confidence)
  }

  private static func make(
    difference: Double, error: Double, degreesOfFreedom: Double, confidence: Double
  ) -> DifferenceOfMeans {
    let statistic = difference == 0 ? 0 : difference / error
    let reach =
      error * StudentT.quantile((1 + confidence) / 2, degreesOfFreedom: degreesOfFreedom)
    return DifferenceOfMeans(
      interval: Interval(
        estimate: difference, lower: difference - reach, upper: difference + reach,
        confidence: confidence),
      statistic: statistic, degreesOfFreedom: degreesOfFreedom,
      pValue: 2 * StudentT.cumulative(-abs(statistic), degreesOfFreedom: degreesOfFreedom))
  }
}
