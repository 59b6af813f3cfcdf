private import Foundation

/// Multiplied by a factor at given places.
///
///     η(t) = η·γ^#{milestones ≤ t}
///
/// > Source: PyTorch's MultiStepLR.
package struct MultiStepSchedule: ClosedFormSchedule {
  private let base: Double
  private let milestones: [Int]
  private let factor: Double

  /// Creates a schedule from η, the places and the factor γ.
  package init(base: Double, milestones: [Int], factor: Double) {
    self.base = base
    self.milestones = milestones
    self.factor = factor
  }

  package func learningRate(at t: Int) -> Double {
    let passed = milestones.count { $0 <= t }
    return base * pow(factor, Double(passed))
  }
}
