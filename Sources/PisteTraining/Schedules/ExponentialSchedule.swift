private import Foundation

/// Multiplied by the same factor in every unit.
///
///     η(t) = η·γᵗ
///
/// > Source: PyTorch's ExponentialLR.
package struct ExponentialSchedule: ClosedFormSchedule {
  private let base: Double
  private let factor: Double

  /// Creates a schedule from η and the factor γ.
  package init(base: Double, factor: Double) {
    self.base = base
    self.factor = factor
  }

  package func learningRate(at t: Int) -> Double { base * pow(factor, Double(t)) }
}
