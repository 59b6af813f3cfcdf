/// Counts a formula's t in epochs or in steps, with a linear warm-up in front.
///
///     η(t) = ramp(t)               for t < w, see ``WarmUp``
///     η(t) = formula(t − w)        from then on
///
/// A momentum that the formula moves stands at its first value throughout the warm-up.
package struct TimedSchedule: LearningRateSchedule {
  /// What t counts.
  package enum Unit: String, Sendable {
    /// Epochs finished before the step.
    case epoch
    /// Steps taken before it.
    case step
  }

  private let formula: any ClosedFormSchedule
  private let warmUp: WarmUp

  /// Creates a schedule.
  ///
  /// - Parameters:
  ///   - formula: The rates after the warm-up.
  ///   - warmUp: What t counts, and the ramp in front.
  package init(_ formula: any ClosedFormSchedule, after warmUp: WarmUp) {
    self.formula = formula
    self.warmUp = warmUp
  }

  /// Creates a schedule.
  ///
  /// - Parameters:
  ///   - formula: The rates after the warm-up.
  ///   - base: The rate which the warm-up ends at.
  ///   - unit: What t counts.
  ///   - warmup: w ≥ 0, in that unit.
  ///   - warmupStart: s in 0...1, the first rate as a share of that rate.
  package init(
    _ formula: any ClosedFormSchedule, base: Double, unit: Unit, warmup: Int = 0,
    warmupStart: Double = 1.0 / 3
  ) {
    self.init(
      formula, after: WarmUp(to: base, length: warmup, start: warmupStart, unit: unit))
  }

  package func rate(at moment: ScheduleMoment) -> ScheduledRate {
    let t = warmUp.time(of: moment)
    if let rate = warmUp.rate(at: t) {
      return ScheduledRate(learningRate: rate, momentum: formula.momentum(at: 0))
    }
    return ScheduledRate(
      learningRate: formula.learningRate(at: t - warmUp.length),
      momentum: formula.momentum(at: t - warmUp.length))
  }
}
