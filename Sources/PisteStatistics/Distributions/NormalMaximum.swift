private import Foundation

/// The largest of several standard normal numbers: what the best of n owes to luck alone.
public enum NormalMaximum {
  /// The expectation E[max] = n ∫ z φ(z) Φ(z)ⁿ⁻¹ dz.
  ///
  /// A winner chosen from n configurations that are all alike, on one seed each, is expected to
  /// look better than it is by so many standard deviations of a seed.
  ///
  /// > Source: Tippett, "On the extreme individuals and the range of samples taken from a normal
  /// > population", Biometrika 17 (1925).
  ///
  /// - Parameter count: n ≥ 1.
  /// - Returns: the expectation in standard deviations, ≥ 0.
  public static func expected(count: Int) -> Double {
    precondition(count >= 1, "maximum: of \(count) numbers")
    let step = 0.0625
    var sum = 0.0
    for index in -176...176 {
      let z = Double(index) * step
      let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      sum += z * density * pow(StandardNormal.cumulative(z), Double(count - 1))
    }
    return max(0, Double(count) * step * sum)
  }
}
