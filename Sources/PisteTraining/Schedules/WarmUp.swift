/// The linear rise in front of a schedule.
///
///     η(t) = η·(s + (1 − s)·t/w)   for t < w
///
/// > Source: Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", 2017,
/// > [arXiv:1706.02677](https://arxiv.org/abs/1706.02677), section 2.2; the ramp is PyTorch's
/// > LinearLR.
///
/// A start of exactly 0 would waste the first unit.
package struct WarmUp: Sendable {
  /// w, in units.
  package let length: Int
  private let full: Double
  private let start: Double
  private let unit: TimedSchedule.Unit

  /// Creates a warm-up.
  ///
  /// - Parameters:
  ///   - full: η, the rate it ends at, which is the first of the schedule behind it.
  ///   - length: w ≥ 0, in units.
  ///   - start: s in 0...1, the first rate as a share of η.
  ///   - unit: What t counts.
  package init(
    to full: Double, length: Int = 0, start: Double = 1.0 / 3, unit: TimedSchedule.Unit
  ) {
    precondition(length >= 0, "WarmUp: a warm-up of \(length) units")
    self.full = full
    self.length = length
    self.start = start
    self.unit = unit
  }

  /// t of a moment.
  func time(of moment: ScheduleMoment) -> Int { unit == .epoch ? moment.epoch : moment.step }

  /// η(t); nil once the warm-up is over.
  func rate(at t: Int) -> Double? {
    guard t < length else { return nil }
    let share = start + (1 - start) * Double(t) / Double(length)
    return full * share
  }
}

/// A schedule that observes, behind a warm-up of which it sees nothing.
package struct WarmedUpSchedule: LearningRateSchedule {
  private var schedule: any LearningRateSchedule
  private let warmUp: WarmUp

  /// Puts a warm-up in front of a schedule, whose first moment is the first one behind it.
  package init(_ schedule: any LearningRateSchedule, after warmUp: WarmUp) {
    self.schedule = schedule
    self.warmUp = warmUp
  }

  package mutating func rate(at moment: ScheduleMoment) -> ScheduledRate {
    guard let rate = warmUp.rate(at: warmUp.time(of: moment)) else {
      return schedule.rate(at: moment)
    }
    return ScheduledRate(learningRate: rate)
  }

  package var state: [String: Double] { schedule.state }

  package mutating func restore(_ state: [String: Double]) { schedule.restore(state) }
}
