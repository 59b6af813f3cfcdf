/// Snedecor's F distribution.
public enum FDistribution {
  /// The probability P(F > f) under ν₁ and ν₂ degrees of freedom.
  ///
  ///     P(F > f) = I_{ν₂/(ν₂+ν₁f)}(ν₂/2, ν₁/2)
  ///
  /// > Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.6.2.
  ///
  /// - Parameters:
  ///   - f: where, ≥ 0, infinity included.
  ///   - numerator: ν₁ > 0.
  ///   - denominator: ν₂ > 0.
  /// - Returns: a probability, 0…1.
  public static func upperTail(_ f: Double, numerator: Double, denominator: Double) -> Double {
    precondition(
      numerator > 0 && denominator > 0, "F: \(numerator) and \(denominator) degrees of freedom")
    precondition(f >= 0, "F: the ratio \(f) is negative")
    guard f.isFinite else { return 0 }
    let sum = denominator + numerator * f
    return IncompleteBeta.regularized(
      x: denominator / sum, y: numerator * f / sum, a: denominator / 2, b: numerator / 2)
  }
}
