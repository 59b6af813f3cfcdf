private import Foundation

/// The regularized incomplete gamma function.
enum IncompleteGamma {
  /// Q(a, x) = Γ(a, x) / Γ(a), the upper part.
  ///
  /// The series of the lower part is summed for x < a + 1, the continued fraction elsewhere.
  ///
  /// > Source: NIST Digital Library of Mathematical Functions, 8.7.1 (series) and 8.9.2 (continued
  /// > fraction); Thompson and Barnett, Journal of Computational Physics 64 (1986), for the
  /// > evaluation.
  ///
  /// - Precondition: `a` is positive and `x` is not negative.
  static func upper(a: Double, x: Double) -> Double {
    precondition(a > 0 && x >= 0, "incomplete gamma: a = \(a) and x = \(x) are out of range")
    guard x > 0 else { return 1 }
    guard x.isFinite else { return 0 }
    let front = exp(-x + a * log(x) - lgamma(a))
    guard x >= a + 1 else {
      var term = 1 / a
      var sum = term
      for index in 1...10_000 {
        term *= x / (a + Double(index))
        sum += term
        if term <= 1e-17 * sum { break }
      }
      return 1 - front * sum
    }
    let tiny = 1e-300
    func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var base = x + 1 - a
    var numerator = 1 / tiny
    var denominator = 1 / away(base)
    var result = denominator
    for index in 1...10_000 {
      let i = Double(index)
      let factor = -i * (i - a)
      base += 2
      denominator = 1 / away(factor * denominator + base)
      numerator = away(base + factor / numerator)
      let change = denominator * numerator
      result *= change
      if abs(change - 1) < 1e-16 { break }
    }
    return front * result
  }
}
