private import Foundation

/// Half a cosine again and again, from the full rate each time.
///
///     η(t) = η_T + ½(η − η_T)(1 + cos(π·s/T_i)),  T_i = T_0·T_multⁱ
///
/// with s the units since cycle i began.
///
/// > Source: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR
/// > 2017, [arXiv:1608.03983](https://arxiv.org/abs/1608.03983), equation 5.
///
/// The first unit of a cycle has the full rate again, and the end η_T itself is never reached, as
/// in PyTorch's CosineAnnealingWarmRestarts. A run that ends just behind a boundary has undone its
/// last cycle.
package struct CosineRestartsSchedule: ClosedFormSchedule {
  private let base: Double
  private let final: Double
  private let first: Int
  private let growth: Int

  /// Creates a schedule.
  ///
  /// - Parameters:
  ///   - base: η.
  ///   - finalFactor: η_T as a share of η, 0...1.
  ///   - first: T_0 ≥ 1, the length of the first cycle in units.
  ///   - growth: T_mult ≥ 1, how many times as long as the one before each cycle is.
  package init(base: Double, finalFactor: Double = 0, first: Int, growth: Int = 1) {
    precondition(first >= 1, "CosineRestartsSchedule: a first cycle of \(first) units")
    precondition(growth >= 1, "CosineRestartsSchedule: cycles that grow \(growth)-fold")
    self.base = base
    final = finalFactor * base
    self.first = first
    self.growth = growth
  }

  package func learningRate(at t: Int) -> Double {
    var (since, length) = (t, first)
    if growth == 1 { since %= length }
    while since >= length {
      since -= length
      length *= growth
    }
    return final + 0.5 * (base - final) * (1 + cos(Double.pi * Double(since) / Double(length)))
  }
}
