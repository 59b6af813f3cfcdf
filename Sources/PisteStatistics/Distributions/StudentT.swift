private import Foundation

/// Student's t distribution.
public enum StudentT {
  /// The probability P(T ≤ t) under ν degrees of freedom.
  ///
  ///     P(T > |t|) = ½ I_{ν/(ν+t²)}(ν/2, ½)
  ///
  /// > Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.1 and 26.5.27.
  ///
  /// - Parameters:
  ///   - t: where, any number, infinities included.
  ///   - degreesOfFreedom: ν > 0, whole or not.
  /// - Returns: a probability, 0…1.
  public static func cumulative(_ t: Double, degreesOfFreedom: Double) -> Double {
    guard !t.isNaN else { return .nan }
    let tail = upperTail(abs(t), degreesOfFreedom: degreesOfFreedom)
    return t > 0 ? 1 - tail : tail
  }

  /// The t with P(T ≤ t) = p under ν degrees of freedom, found by Newton steps kept in a bracket.
  ///
  /// - Parameters:
  ///   - p: a probability, 0…1; the ends give infinities.
  ///   - degreesOfFreedom: ν > 0, whole or not.
  /// - Returns: the quantile, to about 1e-13 relative.
  public static func quantile(_ p: Double, degreesOfFreedom: Double) -> Double {
    precondition(p >= 0 && p <= 1, "t quantile: \(p) is no probability")
    guard p != 0.5 else { return 0 }
    let tail = min(p, 1 - p)
    guard tail > 0 else { return p == 0 ? -.infinity : .infinity }
    var low = 0.0
    var high = 1.0
    while upperTail(high, degreesOfFreedom: degreesOfFreedom) > tail {
      low = high
      high *= 2
      guard high.isFinite else { return p < 0.5 ? -.infinity : .infinity }
    }
    var t = (low + high) / 2
    for _ in 0..<200 {
      let excess = upperTail(t, degreesOfFreedom: degreesOfFreedom) - tail
      if excess > 0 { low = t } else { high = t }
      let newton = t + excess / density(t, degreesOfFreedom: degreesOfFreedom)
      let next = newton > low && newton < high ? newton : (low + high) / 2
      let change = abs(next - t)
      t = next
      if change <= 1e-15 * t { break }
    }
    return p < 0.5 ? -t : t
  }

  /// P(T > t) for t ≥ 0, without cancellation in the tail.
  private static func upperTail(_ t: Double, degreesOfFreedom: Double) -> Double {
    precondition(degreesOfFreedom > 0, "t distribution: \(degreesOfFreedom) degrees of freedom")
    guard t.isFinite else { return 0 }
    let sum = degreesOfFreedom + t * t
    return IncompleteBeta.regularized(
      x: degreesOfFreedom / sum, y: t * t / sum, a: degreesOfFreedom / 2, b: 0.5) / 2
  }

  private static func density(_ t: Double, degreesOfFreedom: Double) -> Double {
    let half = (degreesOfFreedom + 1) / 2
    let constant = lgamma(half) - lgamma(degreesOfFreedom / 2)
    let scale = log(degreesOfFreedom * Double.pi) / 2
    return exp(constant - scale - half * log1p(t * t / degreesOfFreedom))
  }
}
