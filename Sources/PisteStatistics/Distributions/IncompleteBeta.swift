private import Foundation

/// The regularized incomplete beta function.
enum IncompleteBeta {
  /// I_x(a, b) = B(x; a, b) / B(a, b), where `y` is 1 − x.
  ///
  /// `y` is asked for so that a caller who knows it exactly loses nothing where x is near 1. The
  /// continued fraction is evaluated by the modified Lentz method on the side of
  /// (a + 1) / (a + b + 2) where it converges fast.
  ///
  /// > Source: NIST Digital Library of Mathematical Functions, 8.17.22 (continued fraction) and
  /// > 8.17.4 (symmetry); Thompson and Barnett, Journal of Computational Physics 64 (1986), for the
  /// > evaluation.
  static func regularized(x: Double, y: Double, a: Double, b: Double) -> Double {
    precondition(a > 0 && b > 0, "incomplete beta: a = \(a) and b = \(b) must be positive")
    guard x > 0 else { return x == 0 ? 0 : .nan }
    guard y > 0 else { return 1 }
    let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(y))
    guard x < (a + 1) / (a + b + 2) else {
      return 1 - front * continuedFraction(x: y, a: b, b: a) / b
    }
    return front * continuedFraction(x: x, a: a, b: b) / a
  }

  private static func continuedFraction(x: Double, a: Double, b: Double) -> Double {
    let tiny = 1e-300
    func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var numerator = 1.0
    var denominator = 1 / away(1 - (a + b) * x / (a + 1))
    var result = denominator
    for index in 1...10_000 {
      let m = Double(index)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      denominator = 1 / away(1 + even * denominator)
      numerator = away(1 + even / numerator)
      result *= denominator * numerator
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      denominator = 1 / away(1 + odd * denominator)
      numerator = away(1 + odd / numerator)
      let factor = denominator * numerator
      result *= factor
      if abs(factor - 1) < 1e-16 { break }
    }
    return result
  }
}
