private import Foundation

/// The range of k independent standard normal numbers: the studentized range with infinitely many
/// degrees of freedom.
public enum StudentizedRange {
  /// The probability P(Q ≤ q) = k ∫ φ(z) [Φ(z) − Φ(z − q)]ᵏ⁻¹ dz.
  ///
  /// The trapezoidal rule, which converges faster than any power for such an integrand.
  ///
  /// > Source: Hartley, "The range in random samples", Biometrika 32 (1942).
  ///
  /// - Parameters:
  ///   - q: where, ≥ 0.
  ///   - count: k ≥ 2.
  /// - Returns: a probability, 0…1, to about 1e-14 absolute.
  public static func cumulative(_ q: Double, count: Int) -> Double {
    precondition(count >= 2, "range: \(count) numbers have none")
    precondition(q >= 0, "range: \(q) is negative")
    let step = 0.125
    var sum = 0.0
    for index in -80...80 {
      let z = Double(index) * step
      let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      let inside = StandardNormal.cumulative(z) - StandardNormal.cumulative(z - q)
      sum += density * pow(inside, Double(count - 1))
    }
    return min(1, Double(count) * step * sum)
  }

  /// The q with P(Q ≤ q) = p, by bisection.
  ///
  /// - Parameters:
  ///   - p: a probability, 0 ≤ p < 1.
  ///   - count: k ≥ 2.
  /// - Returns: the quantile, to about 1e-12.
  public static func quantile(_ p: Double, count: Int) -> Double {
    precondition(p >= 0 && p < 1, "range: the quantile of \(p) is not finite")
    var low = 0.0
    var high = 20.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if cumulative(middle, count: count) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
