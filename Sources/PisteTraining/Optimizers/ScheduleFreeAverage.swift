private import Foundation

/// What both Schedule-Free rules share: the weights of the average, and where to evaluate.
///
///     y = (1 − β)·z + β·x          parameters in training
///     w = tʳ·ηmaxᵖ,  c = w/Σw
///     x ← (1 − c)·x + c·z          after each step of z
///
/// Only y and z are kept; x follows from them. So β is fixed: it cannot be moved by a schedule.
struct ScheduleFreeAverage: Sendable {
  let beta: Double
  let exponent: Double
  let power: Double
  private(set) var largestRate = 0.0
  private(set) var weightSum = 0.0

  init(beta: Double, exponent: Double, power: Double, of rule: String) {
    precondition(beta > 0 && beta < 1, "\(rule): beta1 = \(beta) is not between 0 and 1")
    requireNotNegative(exponent, "r", of: rule)
    requireNotNegative(power, "weight power", of: rule)
    self.beta = beta
    self.exponent = exponent
    self.power = power
  }

  /// c of step t at the rate η; 0 while nothing but rates of 0 has come.
  mutating func share(step t: Int, rate: Double) -> Double {
    largestRate = max(largestRate, rate)
    let weight = pow(Double(t), exponent) * pow(largestRate, power)
    weightSum += weight
    return weightSum > 0 ? weight / weightSum : 0
  }

  var numbers: [String: Double] { ["largestRate": largestRate, "weightSum": weightSum] }

  mutating func restore(_ numbers: [String: Double]) {
    largestRate = numbers["largestRate"] ?? 0
    weightSum = numbers["weightSum"] ?? 0
  }
}
