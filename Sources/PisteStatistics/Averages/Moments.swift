/// What a sample of numbers says of its mean.
public enum Moments {
  /// The arithmetic mean, x̄ = Σ xᵢ / n; NaN for no values.
  ///
  /// The values are centered on the first one before they are added, so that a small spread on a
  /// large offset keeps its digits.
  ///
  /// - Parameter values: the sample.
  /// - Returns: the mean.
  public static func mean(_ values: [Double]) -> Double {
    guard let first = values.first else { return .nan }
    return first + values.reduce(0) { $0 + ($1 - first) } / Double(values.count)
  }

  /// The sample variance, s² = Σ (xᵢ − x̄)² / (n − 1); NaN for fewer than two values.
  ///
  /// Two passes, with the correction for the rounding of the mean.
  ///
  /// > Source: Chan, Golub, LeVeque, "Algorithms for computing the sample variance", The American
  /// > Statistician 37 (1983), eq. 1.7.
  ///
  /// - Parameter values: the sample.
  /// - Returns: the variance with n − 1 in its denominator.
  public static func variance(_ values: [Double]) -> Double {
    guard values.count >= 2 else { return .nan }
    let center = mean(values)
    var squares = 0.0
    var rest = 0.0
    for value in values {
      squares += (value - center) * (value - center)
      rest += value - center
    }
    return max(0, squares - rest * rest / Double(values.count)) / Double(values.count - 1)
  }

  /// The sample standard deviation, s = √s²; NaN for fewer than two values.
  ///
  /// - Parameter values: the sample.
  /// - Returns: the standard deviation with n − 1 in its denominator.
  public static func standardDeviation(_ values: [Double]) -> Double {
    variance(values).squareRoot()
  }

  /// The standard error of the mean, s / √n; NaN for fewer than two values.
  ///
  /// - Parameter values: the sample.
  /// - Returns: the standard error.
  public static func standardError(_ values: [Double]) -> Double {
    (variance(values) / Double(values.count)).squareRoot()
  }
}
