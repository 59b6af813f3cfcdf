/// The χ² distribution.
public enum ChiSquared {
  /// The probability P(X > x) = Q(k/2, x/2) under k degrees of freedom.
  ///
  /// > Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.4.19.
  ///
  /// - Parameters:
  ///   - x: where, ≥ 0.
  ///   - degreesOfFreedom: k > 0, whole or not.
  /// - Returns: a probability, 0…1.
  public static func upperTail(_ x: Double, degreesOfFreedom: Double) -> Double {
    precondition(degreesOfFreedom > 0, "chi-squared: \(degreesOfFreedom) degrees of freedom")
    return IncompleteGamma.upper(a: degreesOfFreedom / 2, x: x / 2)
  }
}
