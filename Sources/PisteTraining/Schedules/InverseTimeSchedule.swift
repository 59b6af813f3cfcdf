/// Falls as one over the time.
///
///     η(t) = η/(1 + k·t)
///
/// The sum of all rates is infinite and that of their squares finite, as Robbins and Monro ask of
/// steps along noisy gradients.
///
/// > Source: Robbins and Monro, "A Stochastic Approximation Method", Annals of Mathematical
/// > Statistics 22 (1951).
package struct InverseTimeSchedule: ClosedFormSchedule {
  private let base: Double
  private let decayRate: Double

  /// Creates a schedule from η and k > 0, in one over the unit.
  package init(base: Double, decayRate: Double) {
    precondition(decayRate > 0, "InverseTimeSchedule: a decay rate of \(decayRate)")
    self.base = base
    self.decayRate = decayRate
  }

  package func learningRate(at t: Int) -> Double { base / (1 + decayRate * Double(t)) }
}
