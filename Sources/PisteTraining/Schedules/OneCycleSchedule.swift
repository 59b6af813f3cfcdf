private import Foundation

/// Up to the highest rate and then far down, once in the run, the momentum going the other way.
///
///     η: η_max/25 → η_max → η_max/25/10⁴      μ: 0.95 → 0.85 → 0.95
///
/// The rise takes a share of the run, by default 0.3: it ends at t = 0.3·T − 1, which need not be
/// a whole number, and the fall ends at the last unit, T − 1. Between two ends a and b, p being the
/// share of the way,
///
///     b + ½(a − b)(1 + cos(π·p))   or   a + (b − a)·p
///
/// With three phases the fall back to the first rate takes as long as the rise, and what is left
/// goes down to the last.
///
/// > Source: Smith and Topin, "Super-Convergence: Very Fast Training of Neural Networks Using
/// > Large Learning Rates", 2018, [arXiv:1708.07120](https://arxiv.org/abs/1708.07120); PyTorch's
/// > OneCycleLR.
///
/// > Differs from: the paper, which has straight lines and three phases; both are arguments here,
/// > the defaults are PyTorch's.
///
/// Its rate at t = 0 is not η but a 25th of it, and the end depends on the length of the run: a run
/// stopped early has seen only large rates.
package struct OneCycleSchedule: ClosedFormSchedule {
  /// The way from one rate to the next.
  package enum Anneal: String, Sendable, CaseIterable {
    /// Half a cosine.
    case cosine
    /// A straight line.
    case linear
  }

  private struct Phase {
    let end: Double
    let rates: (Double, Double)
    let momenta: (Double, Double)
  }

  private let phases: [Phase]
  private let anneal: Anneal
  private let movesMomentum: Bool

  /// Creates a schedule.
  ///
  /// - Parameters:
  ///   - maximum: η_max.
  ///   - horizon: T, in units; `rise·horizon` must be above 1.
  ///   - rise: The share of T in which the rate rises, above 0, at most 1; 0.5 with three phases.
  ///   - division: η_max over the first rate.
  ///   - finalDivision: The first rate over the last.
  ///   - anneal: The way from one rate to the next.
  ///   - hasThreePhases: Whether the rate comes back to the first before it goes down to the last.
  ///   - momenta: The lowest and the highest momentum; nil leaves the optimizer's own.
  package init(
    maximum: Double, horizon: Int, rise: Double = 0.3, division: Double = 25,
    finalDivision: Double = 1e4, anneal: Anneal = .cosine, hasThreePhases: Bool = false,
    momenta: ClosedRange<Double>? = 0.85...0.95
  ) {
    precondition(
      rise <= (hasThreePhases ? 0.5 : 1) && rise * Double(horizon) > 1,
      "OneCycleSchedule: a rise over \(rise) of \(horizon) units")
    let initial = maximum / division
    let final = initial / finalDivision
    let (low, high) = (momenta?.lowerBound ?? 0, momenta?.upperBound ?? 0)
    let top = rise * Double(horizon) - 1
    var phases = [Phase(end: top, rates: (initial, maximum), momenta: (high, low))]
    if hasThreePhases {
      let middle = 2 * rise * Double(horizon) - 2
      phases.append(Phase(end: middle, rates: (maximum, initial), momenta: (low, high)))
      phases.append(
        Phase(end: Double(horizon - 1), rates: (initial, final), momenta: (high, high)))
    } else {
      phases.append(
        Phase(end: Double(horizon - 1), rates: (maximum, final), momenta: (low, high)))
    }
    self.phases = phases
    self.anneal = anneal
    movesMomentum = momenta != nil
  }

  package func learningRate(at t: Int) -> Double {
    let (phase, share) = place(t)
    return between(phases[phase].rates, share)
  }

  package func momentum(at t: Int) -> Double? {
    guard movesMomentum else { return nil }
    let (phase, share) = place(t)
    return between(phases[phase].momenta, share)
  }

  private func place(_ t: Int) -> (phase: Int, share: Double) {
    var start = 0.0
    for (index, phase) in phases.enumerated() {
      if Double(t) <= phase.end || index == phases.count - 1 {
        return (index, min(1, (Double(t) - start) / (phase.end - start)))
      }
      start = phase.end
    }
    return (phases.count - 1, 1)
  }

  private func between(_ ends: (from: Double, to: Double), _ share: Double) -> Double {
    switch anneal {
    case .cosine: ends.to + (ends.from - ends.to) / 2 * (1 + cos(Double.pi * share))
    case .linear: ends.from + (ends.to - ends.from) * share
    }
  }
}
