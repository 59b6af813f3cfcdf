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

  /// All that the next rate depends on besides the moment, finite; empty where that is nothing.
  var state: [String: Double] { get }

  /// Takes up the state that another schedule of the same making had.
  mutating func restore(_ state: [String: Double])
}

extension LearningRateSchedule {
  package var state: [String: Double] { [:] }

  package mutating func restore(_ state: [String: Double]) {}
}

/// A schedule that is a formula in t, whatever has been observed.
package protocol ClosedFormSchedule: Sendable {
  /// η(t), t counting units from 0.
  func learningRate(at t: Int) -> Double

  /// The momentum at t, where the schedule moves that too; nil leaves the optimizer's own.
  func momentum(at t: Int) -> Double?
}

extension ClosedFormSchedule {
  package func momentum(at t: Int) -> Double? { nil }
}
