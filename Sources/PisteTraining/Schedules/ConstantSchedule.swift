/// The same rate throughout: η(t) = η.
///
/// > Source: Robbins and Monro, "A Stochastic Approximation Method", 1951, whose rate must fall for
/// > the noise to die out.
package struct ConstantSchedule: ClosedFormSchedule {
  private let base: Double

  /// Creates the schedule of rate `base`.
  package init(base: Double) { self.base = base }

  package func learningRate(at t: Int) -> Double { base }
}
