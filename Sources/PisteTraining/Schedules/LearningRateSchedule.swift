package import PisteCore

/// What a schedule asks of the next step.
package struct ScheduledRate: Sendable, Hashable {
  /// η, finite and at least 0.
  package var learningRate: Double
  /// The momentum, where the schedule moves that too; nil leaves the optimizer's own.
  package var momentum: Double?

  /// Creates a rate.
  package init(learningRate: Double, momentum: Double? = nil) {
    self.learningRate = learningRate
    self.momentum = momentum
  }
}

/// When a step takes place, and what has been measured before it.
package struct ScheduleMoment: Sendable, Hashable {
  /// Steps taken before, over the whole run.
  package var step: Int
  /// Epochs finished before.
  package var epoch: Int
  /// What the last finished epoch measured; empty in the first.
  package var observed: MetricValues

  /// Creates a moment.
  package init(step: Int, epoch: Int, observed: MetricValues = MetricValues()) {
    self.step = step
    self.epoch = epoch
    self.observed = observed
  }
}

/// Says the learning rate of every step.
package protocol LearningRateSchedule: Sendable {
  /// The rate of the step that is about to be taken; asked once for each, in order.
  mutating func rate(at moment: ScheduleMoment) -> ScheduledRate

  /// All that the next rate depends on besides the moment.
  var state: ScheduleState { get }

  /// Takes up the state that another value of the same making had.
  mutating func restore(_ state: ScheduleState)
}

/// A schedule that is a formula in t, whatever has been observed.
package protocol ClosedFormSchedule: Sendable {
  /// η(t), t counting units from 0.
  func learningRate(at t: Int) -> Double
}

/// Counts a formula's t in epochs or in steps, with a linear warm-up in front.
///
///     η(t) = η·(s + (1 − s)·t/w)   for t < w
///     η(t) = formula(t − w)        from then on
///
/// > Source: Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", 2017,
/// > [arXiv:1706.02677](https://arxiv.org/abs/1706.02677), section 2.2; the ramp is PyTorch's
/// > LinearLR.
package struct TimedSchedule: LearningRateSchedule {
  /// What t counts.
  package enum Unit: String, Sendable {
    /// Epochs finished before the step.
    case epoch
    /// Steps taken before it.
    case step
  }

  private let formula: any ClosedFormSchedule
  private let base: Double
  private let unit: Unit
  private let warmup: Int
  private let warmupStart: Double

  /// Creates a schedule.
  ///
  /// - Parameters:
  ///   - formula: The rates after the warm-up.
  ///   - base: η, which the warm-up ends at.
  ///   - unit: What t counts.
  ///   - warmup: w ≥ 0, in that unit.
  ///   - warmupStart: s in 0...1, the first rate as a share of η.
  package init(
    _ formula: any ClosedFormSchedule, base: Double, unit: Unit, warmup: Int = 0,
    warmupStart: Double = 1.0 / 3
  ) {
    precondition(warmup >= 0, "TimedSchedule: a warm-up of \(warmup) units")
    self.formula = formula
    self.base = base
    self.unit = unit
    self.warmup = warmup
    self.warmupStart = warmupStart
  }

  package func rate(at moment: ScheduleMoment) -> ScheduledRate {
    let t = unit == .epoch ? moment.epoch : moment.step
    guard t < warmup else {
      return ScheduledRate(learningRate: formula.learningRate(at: t - warmup))
    }
    let share = warmupStart + (1 - warmupStart) * Double(t) / Double(warmup)
    return ScheduledRate(learningRate: base * share)
  }
}
