private import Foundation

/// The noncentral t distribution, which the power of Student's tests follows.
public enum NoncentralT {
  /// The probability P(T ≤ t) under ν degrees of freedom and the shift δ.
  ///
  ///     P(T ≤ t) = Φ(−δ) + ½ Σⱼ [pⱼ I_x(j + ½, ν/2) + qⱼ I_x(j + 1, ν/2)],   x = t² / (ν + t²)
  ///     pⱼ = e^{−δ²/2} (δ²/2)ʲ / j!,   qⱼ = δ e^{−δ²/2} (δ²/2)ʲ / (√2 Γ(j + 3/2))     for t ≥ 0
  ///
  /// Only terms near the largest are added, so that a large δ neither underflows nor takes long.
  ///
  /// > Source: Lenth, "Algorithm AS 243: Cumulative Distribution Function of the Non-central t
  /// > Distribution", Applied Statistics 38 (1989).
  ///
  /// - Parameters:
  ///   - t: where, a finite number.
  ///   - degreesOfFreedom: ν > 0, whole or not.
  ///   - shift: δ, any finite number.
  /// - Returns: a probability, 0…1, to about 1e-13 absolute; where |δ| is above 10⁴, in which case the
  ///   normal part of T is left out beside it, to about 1/|δ|.
  public static func cumulative(
    _ t: Double, degreesOfFreedom: Double, shift: Double
  ) -> Double {
    precondition(degreesOfFreedom > 0, "noncentral t: \(degreesOfFreedom) degrees of freedom")
    precondition(t.isFinite && shift.isFinite, "noncentral t: t = \(t), shift = \(shift)")
    guard shift != 0 else { return StudentT.cumulative(t, degreesOfFreedom: degreesOfFreedom) }
    guard t >= 0 else {
      return 1 - cumulative(-t, degreesOfFreedom: degreesOfFreedom, shift: -shift)
    }
    if let probability = extreme(t, degreesOfFreedom: degreesOfFreedom, shift: shift) {
      return probability
    }
    let rate = shift * shift / 2
    let total = degreesOfFreedom + t * t
    let reach = 10 * rate.squareRoot() + 40
    let first = Int(max(0, rate - reach))
    var sum = 0.0
    for index in first...Int(rate + reach) {
      let j = Double(index)
      let even = exp(-rate + j * log(rate) - lgamma(j + 1))
      let odd = exp(-rate + (j + 0.5) * log(rate) - lgamma(j + 1.5))
      func part(_ a: Double) -> Double {
        IncompleteBeta.regularized(
          x: t * t / total, y: degreesOfFreedom / total, a: a, b: degreesOfFreedom / 2)
      }
      sum += even * part(j + 0.5) + (shift > 0 ? odd : -odd) * part(j + 1)
    }
    return min(1, max(0, StandardNormal.cumulative(-shift) + sum / 2))
  }

  /// The probability for t ≥ 0 where no series is needed: where it is 0 or 1 but for 1e-16, or δ is so
  /// large that T is δ/√(χ²/ν); nil elsewhere.
  ///
  /// T ≤ t takes Z ≤ −δ/2 or χ²/ν ≥ (δ/2t)².
  private static func extreme(_ t: Double, degreesOfFreedom: Double, shift: Double) -> Double? {
    guard shift > -40 else { return 1 }
    guard shift > 40 else { return nil }
    func tail(_ ratio: Double) -> Double {
      let square = degreesOfFreedom * ratio * ratio
      guard t > 0, square.isFinite else { return 0 }
      return ChiSquared.upperTail(square, degreesOfFreedom: degreesOfFreedom)
    }
    if tail(shift / (2 * t)) < 1e-16 { return 0 }
    return shift > 1e4 ? tail(shift / t) : nil
  }
}
