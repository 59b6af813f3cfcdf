/// Level for most of the run, then down.
///
///     η(t) = η                          for t < T_s = (1 − d)·T
///     η(t) = η_T + (η − η_T)(1 − p)     p = (t − T_s)/(T − T_s), or 1 − √p in the place of 1 − p
///
/// The warm-up is that of every schedule. T_s need not be a whole number. The unit at T_s still has
/// the full rate, and η_T itself would be the rate of the unit behind the last.
///
/// > Source: Hu et al., "MiniCPM", 2024, [arXiv:2404.06395](https://arxiv.org/abs/2404.06395),
/// > section 4; Hägele et al., "Scaling Laws and Compute-Optimal Training Beyond Fixed Training
/// > Durations", NeurIPS 2024, [arXiv:2405.18392](https://arxiv.org/abs/2405.18392).
///
/// > Differs from: MiniCPM, whose decay is exponential.
package struct WarmupStableDecaySchedule: ClosedFormSchedule {
  /// How the rate falls.
  package enum Shape: String, Sendable, CaseIterable {
    /// In a straight line.
    case linear
    /// As 1 − √p, fast at first.
    case sqrt
  }

  private let base: Double
  private let final: Double
  private let horizon: Double
  private let decayStart: Double
  private let shape: Shape

  /// Creates a schedule.
  ///
  /// - Parameters:
  ///   - base: η.
  ///   - finalFactor: η_T as a share of η, 0...1.
  ///   - decay: d, the share of T in which the rate falls, above 0, at most 1.
  ///   - shape: How it falls.
  ///   - horizon: T ≥ 1, in units, warm-up left out.
  package init(
    base: Double, finalFactor: Double = 0, decay: Double, shape: Shape = .linear, horizon: Int
  ) {
    precondition(horizon >= 1, "WarmupStableDecaySchedule: a horizon of \(horizon) units")
    precondition(
      decay > 0 && decay <= 1, "WarmupStableDecaySchedule: a decay over \(decay) of the run")
    self.base = base
    final = finalFactor * base
    self.horizon = Double(horizon)
    decayStart = (1 - decay) * Double(horizon)
    self.shape = shape
  }

  package func learningRate(at t: Int) -> Double {
    guard Double(t) >= decayStart else { return base }
    let share = min(1, (Double(t) - decayStart) / (horizon - decayStart))
    let left = shape == .linear ? 1 - share : 1 - share.squareRoot()
    return final + (base - final) * left
  }
}
