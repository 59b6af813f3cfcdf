private import Foundation

/// The update rules in Float64, one parameter at a time, that share no code with the core.
public enum ReferenceOptimizer: Sendable {
  /// Gradient descent with its four settings.
  case sgd(momentum: Double, dampening: Double, nesterov: Bool, decay: Double)
  /// Adam and its variants; `decoupled` is AdamW.
  case adam(
    beta1: Double, beta2: Double, epsilon: Double, amsgrad: Bool, decay: Double, decoupled: Bool)
  /// Any other rule.
  case rule(any ReferenceRule)

  /// Where steps along `gradient` lead from `start`.
  ///
  /// - Parameters:
  ///   - start: the first parameters.
  ///   - rates: the learning rate of each step.
  ///   - gradient: the gradient at some parameters.
  /// - Returns: the parameters after each step, where they would be evaluated.
  public func trajectory(
    from start: [Double], rates: [Double], gradient: ([Double]) -> [Double]
  ) -> [[Double]] {
    var theta = start
    var memory = start.map { _ in [0.0, 0.0, 0.0] }
    var path: [[Double]] = []
    if case .rule(var rule) = self {
      for (index, rate) in rates.enumerated() {
        rule.move(&theta, gradient(theta), rate: rate, t: index + 1)
        path.append(rule.evaluated(theta))
      }
      return path
    }
    for (index, rate) in rates.enumerated() {
      let slope = gradient(theta)
      for i in theta.indices {
        (theta[i], memory[i]) = move(
          theta[i], slope[i], memory: memory[i], rate: rate, step: index + 1)
      }
      path.append(theta)
    }
    return path
  }

  private func move(
    _ theta: Double, _ slope: Double, memory: [Double], rate: Double, step: Int
  ) -> (Double, [Double]) {
    switch self {
    case .rule: return (theta, memory)
    case .sgd(let momentum, let dampening, let nesterov, let decay):
      let g = slope + decay * theta
      guard momentum > 0 else { return (theta - rate * g, memory) }
      let b = step == 1 ? g : momentum * memory[0] + (1 - dampening) * g
      return (theta - rate * (nesterov ? g + momentum * b : b), [b, 0, 0])
    case .adam(let beta1, let beta2, let epsilon, let amsgrad, let decay, let decoupled):
      let shrunk = decoupled ? theta * (1 - rate * decay) : theta
      let g = decoupled ? slope : slope + decay * theta
      let m = beta1 * memory[0] + (1 - beta1) * g
      let v = beta2 * memory[1] + (1 - beta2) * g * g
      let largest = max(memory[2], v)
      let mean = m / (1 - pow(beta1, Double(step)))
      let root = sqrt((amsgrad ? largest : v) / (1 - pow(beta2, Double(step))))
      return (shrunk - rate * mean / (root + epsilon), [m, v, largest])
    }
  }
}
