private import Foundation

/// Large first, then divided again and again at equal distances.
///
///     η(t) = η·γ^⌊t/k⌋
///
/// > Source: PyTorch's StepLR.
package struct StepSchedule: ClosedFormSchedule {
  private let base: Double
  private let every: Int
  private let factor: Double

  /// Creates a schedule from η, the distance k ≥ 1 and the factor γ.
  package init(base: Double, every: Int, factor: Double) {
    precondition(every >= 1, "StepSchedule: a distance of \(every) units")
    self.base = base
    self.every = every
    self.factor = factor
  }

  package func learningRate(at t: Int) -> Double { base * pow(factor, Double(t / every)) }
}
