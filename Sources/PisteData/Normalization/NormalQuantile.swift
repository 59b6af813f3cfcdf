private import Foundation

/// The inverse of the standard normal distribution function.
enum NormalQuantile {
  /// The x at which Φ(x) is `share`.
  ///
  /// A rational approximation good to 4.5·10⁻⁴ is the first guess; Halley's method on
  /// Φ(x) = ½·erfc(−x/√2) then triples the right digits in every turn, and three turns reach the
  /// last one. The upper half follows from the lower, where erfc keeps its relative precision.
  ///
  /// > Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, formula 26.2.23,
  /// > for the first guess.
  ///
  /// - Parameter share: A number between 0 and 1, neither of them.
  /// - Returns: The quantile.
  static func of(_ share: Double) -> Double {
    precondition(share > 0 && share < 1, "NormalQuantile: a share of \(share), not between 0 and 1")
    guard share <= 0.5 else { return -of(1 - share) }
    let t = (-2 * log(share)).squareRoot()
    let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
    let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var x = numerator / denominator - t
    for _ in 0..<3 {
      let error = 0.5 * erfc(-x * 0.5.squareRoot()) - share
      let step = error * (2 * Double.pi).squareRoot() * exp(x * x / 2)
      x -= step / (1 + x * step / 2)
    }
    return x
  }
}
