/// Student's interval of a mean.
public enum MeanInterval {
  /// The t interval of the mean: x̄ ± t_{1−α/2, n−1} · s / √n.
  ///
  /// > Source: Student, "The probable error of a mean", Biometrika 6 (1908).
  ///
  /// - Parameters:
  ///   - values: the sample, taken to be independent and roughly normal.
  ///   - confidence: the level 1 − α, between 0 and 1.
  /// - Returns: the interval, or nil for fewer than two values.
  public static func student(_ values: [Double], confidence: Double = 0.95) -> Interval? {
    guard values.count >= 2 else { return nil }
    let mean = Moments.mean(values)
    let t = StudentT.quantile(
      (1 + confidence) / 2, degreesOfFreedom: Double(values.count - 1))
    let reach = t * Moments.standardError(values)
    return Interval(
      estimate: mean, lower: mean - reach, upper: mean + reach, confidence: confidence)
  }
}
