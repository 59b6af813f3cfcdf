private import Foundation

/// The standard normal distribution.
public enum StandardNormal {
  /// The probability P(Z ≤ z) = ½ erfc(−z / √2).
  ///
  /// > Source: NIST Digital Library of Mathematical Functions, 7.17.
  ///
  /// - Parameter z: any number.
  /// - Returns: a probability, 0…1.
  public static func cumulative(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }

  /// The z with P(Z ≤ z) = p, found by Newton steps kept in a bracket.
  ///
  /// - Parameter p: a probability, 0…1; the ends give infinities.
  /// - Returns: the quantile, to about 1e-14 relative.
  public static func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "normal quantile: \(p) is no probability")
    guard p != 0.5 else { return 0 }
    let tail = min(p, 1 - p)
    guard tail > 0 else { return p == 0 ? -.infinity : .infinity }
    var low = 0.0
    var high = 40.0
    var z = 1.0
    for _ in 0..<200 {
      let excess = cumulative(-z) - tail
      if excess > 0 { low = z } else { high = z }
      let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      let newton = z + excess / density
      let next = newton > low && newton < high ? newton : (low + high) / 2
      let change = abs(next - z)
      z = next
      if change <= 1e-15 * z { break }
    }
    return p < 0.5 ? -z : z
  }
}
