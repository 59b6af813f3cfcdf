/// Differences of means in standard deviations.
public enum StandardizedDifference {
  /// Cohen's d = (x̄ − ȳ) / s, with s² = ((n − 1) sₓ² + (m − 1) s_y²) / (n + m − 2).
  ///
  /// > Source: Cohen, Statistical Power Analysis for the Behavioral Sciences, 2nd ed. (1988), 2.5.
  ///
  /// - Parameters:
  ///   - first: one sample.
  ///   - second: the other one.
  /// - Returns: d; infinite where no spread is left, 0 if there is no difference either; nil for
  ///   fewer than two values in a sample.
  public static func cohen(_ first: [Double], _ second: [Double]) -> Double? {
    guard let spread = pooled(first, second) else { return nil }
    let difference = Moments.mean(first) - Moments.mean(second)
    return difference == 0 ? 0 : difference / spread
  }

  /// Hedges' g = d (1 − 3 / (4ν − 1)), ν = n + m − 2: Cohen's d less its bias in small samples.
  ///
  /// > Source: Hedges, "Distribution theory for Glass's estimator of effect size and related
  /// > estimators", Journal of Educational Statistics 6 (1981), with its approximation of the factor.
  ///
  /// - Parameters:
  ///   - first: one sample.
  ///   - second: the other one.
  /// - Returns: g, as ``cohen(_:_:)``.
  public static func hedges(_ first: [Double], _ second: [Double]) -> Double? {
    cohen(first, second).map { $0 * (1 - 3 / (4 * Double(first.count + second.count - 2) - 1)) }
  }

  /// The effect of paired samples, d_z = d̄ / s_d: the difference in standard deviations of the
  /// differences, which is what the power of the paired test hangs on.
  ///
  /// > Source: Cohen, Statistical Power Analysis for the Behavioral Sciences, 2nd ed. (1988), 2.3.5.
  ///
  /// - Parameter differences: first minus second of each pair.
  /// - Returns: d_z; infinite where no spread is left, 0 if there is no difference either; nil for
  ///   fewer than two pairs.
  public static func paired(_ differences: [Double]) -> Double? {
    guard differences.count >= 2 else { return nil }
    let mean = Moments.mean(differences)
    return mean == 0 ? 0 : mean / Moments.standardDeviation(differences)
  }

  /// The pooled standard deviation s; nil for fewer than two values in a sample.
  static func pooled(_ first: [Double], _ second: [Double]) -> Double? {
    guard first.count >= 2, second.count >= 2 else { return nil }
    let (n, m) = (Double(first.count - 1), Double(second.count - 1))
    return ((n * Moments.variance(first) + m * Moments.variance(second)) / (n + m)).squareRoot()
  }
}
