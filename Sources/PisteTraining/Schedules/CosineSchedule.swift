private import Foundation

/// Half a cosine from the rate down to its end.
///
///     η(t) = η_T + ½(η − η_T)(1 + cos(π·t/T)),  η_T = f·η
///
/// Beyond T it would rise again, as PyTorch's does; T is the whole run, so there is no beyond.
///
/// > Source: Loshchilov and Hutter, "SGDR", ICLR 2017,
/// > [arXiv:1608.03983](https://arxiv.org/abs/1608.03983), equation 5, without restarts.
package struct CosineSchedule: ClosedFormSchedule {
  private let base: Double
  private let final: Double
  private let horizon: Int

  /// Creates a schedule from η, the share f of it that is left at the end, and the horizon T ≥ 1.
  package init(base: Double, finalFactor: Double, horizon: Int) {
    precondition(horizon >= 1, "CosineSchedule: a horizon of \(horizon) units")
    self.base = base
    final = finalFactor * base
    self.horizon = horizon
  }

  package func learningRate(at t: Int) -> Double {
    final + 0.5 * (base - final) * (1 + cos(Double.pi * Double(t) / Double(horizon)))
  }
}
