/// A schedule's memory, as a checkpoint keeps it; empty for one that is a formula in t.
package struct ScheduleState: Sendable, Hashable {
  /// Numbers by name, as the best value seen.
  package var numbers: [String: Double]

  /// Creates a state.
  package init(numbers: [String: Double] = [:]) { self.numbers = numbers }
}

extension LearningRateSchedule {
  package var state: ScheduleState { ScheduleState() }

  package mutating func restore(_ state: ScheduleState) {}
}
