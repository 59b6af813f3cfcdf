private import Foundation

/// Schedule-Free SGD and AdamW with all three sequences kept.
public struct ReferenceScheduleFree: ReferenceRule {
  let isAdam: Bool
  let beta, r, power, decay: Double
  var x: [Double] = []
  var z: [Double] = []
  var v: [Int: Double] = [:]
  var largest = 0.0
  var sum = 0.0

  /// Creates the rule from its settings.
  public init(isAdam: Bool, beta: Double, r: Double, power: Double, decay: Double) {
    (self.isAdam, self.beta, self.r) = (isAdam, beta, r)
    (self.power, self.decay) = (power, decay)
  }

  /// One step of the rule.
  public mutating func move(_ theta: inout [Double], _ slope: [Double], rate: Double, t: Int) {
    if t == 1 { (x, z) = (theta, theta) }
    largest = max(largest, rate)
    let weight = pow(Double(t), r) * pow(largest, power)
    sum += weight
    for i in theta.indices {
      var g = slope[i]
      if isAdam {
        v[i] = 0.999 * v[i, default: 0] + 0.001 * g * g
        g /= sqrt(v[i, default: 0] / (1 - pow(0.999, Double(t)))) + 1e-8
      }
      z[i] -= rate * (g + decay * theta[i])
      x[i] += weight / sum * (z[i] - x[i])
      theta[i] = (1 - beta) * z[i] + beta * x[i]
    }
  }

  /// The average x.
  public func evaluated(_ theta: [Double]) -> [Double] { x.isEmpty ? theta : x }
}

/// Prodigy.
public struct ReferenceProdigy: ReferenceRule {
  let d0, coefficient, beta3, growth, decay: Double
  let corrects, isSafe: Bool
  var start: [Double] = []
  var m: [Int: Double] = [:]
  var v: [Int: Double] = [:]
  var s: [Int: Double] = [:]
  var numerator = 0.0
  var d, largest: Double

  /// Creates the rule from its settings.
  public init(
    d0: Double, coefficient: Double, beta3: Double, growth: Double, decay: Double, corrects: Bool,
    isSafe: Bool
  ) {
    (self.d0, self.coefficient, self.beta3) = (d0, coefficient, beta3)
    (self.growth, self.decay) = (growth, decay)
    (self.corrects, self.isSafe) = (corrects, isSafe)
    (d, largest) = (d0, d0)
  }

  /// One step of the rule.
  public mutating func move(_ theta: inout [Double], _ slope: [Double], rate: Double, t: Int) {
    if t == 1 { start = theta }
    let unbiased = sqrt(1 - pow(0.999, Double(t))) / (1 - pow(0.9, Double(t)))
    let step = d * rate * (corrects ? unbiased : 1)
    var along = 0.0
    for i in theta.indices {
      along += slope[i] * (start[i] - theta[i])
      m[i] = 0.9 * m[i, default: 0] + 0.1 * d * slope[i]
      v[i] = 0.999 * v[i, default: 0] + 0.001 * pow(d * slope[i], 2)
      s[i] = beta3 * s[i, default: 0] + d / d0 * (isSafe ? d : step) * slope[i]
    }
    numerator = beta3 * numerator + d / d0 * step * along
    let estimate = coefficient * numerator / s.values.map { abs($0) }.reduce(0, +)
    largest = max(largest, estimate)
    d = min(largest, growth * (d == d0 ? max(d, estimate) : d))
    for i in theta.indices {
      theta[i] -= step * decay * theta[i]
      theta[i] -= step * m[i, default: 0] / (sqrt(v[i, default: 0]) + d * 1e-8)
    }
  }
}
