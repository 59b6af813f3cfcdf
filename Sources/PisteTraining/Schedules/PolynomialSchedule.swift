private import Foundation

/// A power of the share of the run that is left.
///
///     η(t) = η_T + (η − η_T)(1 − t/T)ᵖ,  η_T from T on
///
/// > Source: PyTorch's PolynomialLR; the power after Chen et al., "DeepLab", 2016,
/// > [arXiv:1606.00915](https://arxiv.org/abs/1606.00915), section 3.2.
///
/// > Differs from: PyTorch's only in η_T, which is 0 there.
///
/// Where T is less than the run, everything beyond T is trained at η_T, with the usual 0 not at
/// all; in a run T is therefore the whole of it.
package struct PolynomialSchedule: ClosedFormSchedule {
  private let base: Double
  private let final: Double
  private let power: Double
  private let horizon: Int

  /// Creates a schedule from η, the share of it left at the end, the power p > 0 and T ≥ 1.
  package init(base: Double, finalFactor: Double = 0, power: Double, horizon: Int) {
    precondition(horizon >= 1, "PolynomialSchedule: a horizon of \(horizon) units")
    precondition(power > 0, "PolynomialSchedule: a power of \(power)")
    self.base = base
    final = finalFactor * base
    self.power = power
    self.horizon = horizon
  }

  package func learningRate(at t: Int) -> Double {
    let left = 1 - Double(min(t, horizon)) / Double(horizon)
    return final + (base - final) * pow(left, power)
  }
}
