private import Foundation

/// The kin of Adam that differ in the step they make of its two means.
public struct ReferenceMoments: ReferenceRule {
  /// Which of them.
  public enum Form: Sendable {
    /// Adam with ε added before v is corrected.
    case epsilonHat
    /// The largest gradient instead of the mean square.
    case adamax
    /// Looking ahead, with ψ.
    case nadam(psi: Double)
    /// With a rectified start.
    case radam
  }

  let form: Form
  let beta1, beta2, epsilon, decay: Double
  let decoupled: Bool
  var m: [Int: Double] = [:]
  var v: [Int: Double] = [:]
  var product = 1.0

  /// Creates the rule from its settings.
  public init(
    _ form: Form, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    decay: Double = 0, decoupled: Bool = false
  ) {
    (self.form, self.beta1, self.beta2) = (form, beta1, beta2)
    (self.epsilon, self.decay, self.decoupled) = (epsilon, decay, decoupled)
  }

  private func mu(_ t: Int, _ psi: Double) -> Double {
    beta1 * (1 - 0.5 * pow(0.96, Double(t) * psi))
  }

  /// One step of the rule.
  public mutating func move(_ theta: inout [Double], _ slope: [Double], rate: Double, t: Int) {
    let correction1 = 1 - pow(beta1, Double(t))
    let correction2 = 1 - pow(beta2, Double(t))
    if case .nadam(let psi) = form { product *= mu(t, psi) }
    for i in theta.indices {
      let g = slope[i] + (decoupled ? 0 : decay * theta[i])
      if decoupled { theta[i] *= 1 - rate * decay }
      let mean = beta1 * m[i, default: 0] + (1 - beta1) * g
      m[i] = mean
      if case .adamax = form {
        v[i] = max(beta2 * v[i, default: 0], abs(g) + epsilon)
      } else {
        v[i] = beta2 * v[i, default: 0] + (1 - beta2) * g * g
      }
      let square = v[i, default: 0]
      switch form {
      case .epsilonHat:
        theta[i] -= rate * sqrt(correction2) / correction1 * mean / (sqrt(square) + epsilon)
      case .adamax: theta[i] -= rate / correction1 * mean / square
      case .nadam(let psi):
        let next = mu(t + 1, psi)
        let ahead = (1 - mu(t, psi)) / (1 - product) * g + next / (1 - product * next) * mean
        theta[i] -= rate * ahead / (sqrt(square / correction2) + epsilon)
      case .radam:
        let limit = 2 / (1 - beta2) - 1
        let rho = limit - 2 * Double(t) * (1 - correction2) / correction2
        var step = mean / correction1
        if rho > 5 {
          let rectification = sqrt(
            (rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho))
          step *= rectification * sqrt(correction2) / (sqrt(square) + epsilon)
        }
        theta[i] -= rate * step
      }
    }
  }
}

/// SWATS.
public struct ReferenceSWATS: ReferenceRule {
  let tolerance, decay, beta1, beta2, epsilon: Double
  var m: [Int: Double] = [:]
  var v: [Int: Double] = [:]
  var mean = 0.0
  var found: (rate: Double, at: Double)?

  /// Creates the rule from its settings.
  public init(tolerance: Double, decay: Double) {
    (self.tolerance, self.decay) = (tolerance, decay)
    (beta1, beta2, epsilon) = (0.9, 0.999, 1e-9)
  }

  /// One step of the rule.
  public mutating func move(_ theta: inout [Double], _ slope: [Double], rate: Double, t: Int) {
    let g = theta.indices.map { slope[$0] + decay * theta[$0] }
    if let found {
      for i in theta.indices {
        m[i] = beta1 * m[i, default: 0] + g[i]
        theta[i] -= (1 - beta1) * found.rate * (rate / found.at) * m[i, default: 0]
      }
      return
    }
    let correction2 = 1 - pow(beta2, Double(t))
    let step = theta.indices.map { i -> Double in
      m[i] = beta1 * m[i, default: 0] + (1 - beta1) * g[i]
      v[i] = beta2 * v[i, default: 0] + (1 - beta2) * g[i] * g[i]
      return -rate * sqrt(correction2) / (1 - pow(beta1, Double(t))) * m[i, default: 0]
        / (sqrt(v[i, default: 0]) + epsilon)
    }
    for i in theta.indices { theta[i] += step[i] }
    let along = zip(step, g).map(*).reduce(0, +)
    guard along != 0 else { return }
    let gamma = pow(norm(step), 2) / -along
    mean = beta2 * mean + (1 - beta2) * gamma
    guard t > 1, abs(mean / correction2 - gamma) < tolerance else { return }
    found = (mean / correction2, rate)
    m = [:]
  }
}
