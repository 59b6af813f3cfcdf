/// The same rate throughout: η(t) = η.
package struct ConstantSchedule: ClosedFormSchedule {
  private let base: Double

  /// Creates the schedule of rate `base`.
  package init(base: Double) { self.base = base }

  package func learningRate(at t: Int) -> Double { base }
}
