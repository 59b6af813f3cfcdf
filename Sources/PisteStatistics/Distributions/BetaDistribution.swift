/// The beta distribution on 0…1.
public enum BetaDistribution {
  /// The probability P(X ≤ x) = I_x(a, b).
  ///
  /// > Source: NIST Digital Library of Mathematical Functions, 8.17.
  ///
  /// - Parameters:
  ///   - x: any number.
  ///   - a: first shape, above 0.
  ///   - b: second shape, above 0.
  /// - Returns: a probability, 0…1.
  public static func cumulative(_ x: Double, a: Double, b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    return IncompleteBeta.regularized(x: x, y: 1 - x, a: a, b: b)
  }

  /// The x with P(X ≤ x) = p, found by halving an interval.
  ///
  /// - Parameters:
  ///   - p: a probability, 0…1.
  ///   - a: first shape, above 0.
  ///   - b: second shape, above 0.
  /// - Returns: the quantile, to about 1e-15 absolute.
  public static func quantile(_ p: Double, a: Double, b: Double) -> Double {
    precondition(p >= 0 && p <= 1, "beta quantile: \(p) is no probability")
    guard p > 0, p < 1 else { return p }
    var low = 0.0
    var high = 1.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if cumulative(middle, a: a, b: b) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
