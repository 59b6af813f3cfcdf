private import Foundation

/// AdaGrad.
public struct ReferenceAdagrad: ReferenceRule {
  let rateDecay, epsilon, decay: Double
  let inside: Bool
  let start: Double
  var sums: [Int: Double] = [:]

  /// Creates the rule from its settings.
  public init(rateDecay: Double, start: Double, epsilon: Double, inside: Bool, decay: Double) {
    (self.rateDecay, self.start, self.epsilon) = (rateDecay, start, epsilon)
    (self.inside, self.decay) = (inside, decay)
  }

  /// One step of the rule.
  public mutating func move(_ theta: inout [Double], _ slope: [Double], rate: Double, t: Int) {
    for i in theta.indices {
      let g = slope[i] + decay * theta[i]
      let s = sums[i, default: start] + g * g
      sums[i] = s
      let root = inside ? sqrt(s + epsilon) : sqrt(s) + epsilon
      theta[i] -= rate / (1 + Double(t - 1) * rateDecay) * g / root
    }
  }
}

/// RMSprop.
public struct ReferenceRMSprop: ReferenceRule {
  let alpha, epsilon, momentum, decay: Double
  let inside, centered: Bool
  var squares: [Int: Double] = [:]
  var means: [Int: Double] = [:]
  var velocities: [Int: Double] = [:]

  /// Creates the rule from its settings.
  public init(
    alpha: Double, epsilon: Double, inside: Bool, momentum: Double, centered: Bool, decay: Double
  ) {
    (self.alpha, self.epsilon, self.inside) = (alpha, epsilon, inside)
    (self.momentum, self.centered, self.decay) = (momentum, centered, decay)
  }

  /// One step of the rule.
  public mutating func move(_ theta: inout [Double], _ slope: [Double], rate: Double, t: Int) {
    for i in theta.indices {
      let g = slope[i] + decay * theta[i]
      squares[i] = alpha * squares[i, default: 0] + (1 - alpha) * g * g
      means[i] = alpha * means[i, default: 0] + (1 - alpha) * g
      var variance = squares[i, default: 0]
      if centered { variance -= pow(means[i, default: 0], 2) }
      let root = inside ? sqrt(variance + epsilon) : sqrt(variance) + epsilon
      velocities[i] = momentum * velocities[i, default: 0] + g / root
      theta[i] -= rate * velocities[i, default: 0]
    }
  }
}

/// Adadelta.
public struct ReferenceAdadelta: ReferenceRule {
  let rho, epsilon, decay: Double
  var squares: [Int: Double] = [:]
  var moves: [Int: Double] = [:]

  /// Creates the rule from its settings.
  public init(rho: Double, epsilon: Double, decay: Double) {
    (self.rho, self.epsilon, self.decay) = (rho, epsilon, decay)
  }

  /// One step of the rule.
  public mutating func move(_ theta: inout [Double], _ slope: [Double], rate: Double, t: Int) {
    for i in theta.indices {
      let g = slope[i] + decay * theta[i]
      squares[i] = rho * squares[i, default: 0] + (1 - rho) * g * g
      let d = sqrt((moves[i, default: 0] + epsilon) / (squares[i, default: 0] + epsilon)) * g
      moves[i] = rho * moves[i, default: 0] + (1 - rho) * d * d
      theta[i] -= rate * d
    }
  }
}

/// Rprop.
public struct ReferenceRprop: ReferenceRule {
  let minus, plus, least, largest: Double
  var gradients: [Int: Double] = [:]
  var sizes: [Int: Double] = [:]

  /// Creates the rule from its settings.
  public init(minus: Double, plus: Double, least: Double, largest: Double) {
    (self.minus, self.plus, self.least, self.largest) = (minus, plus, least, largest)
  }

  /// One step of the rule.
  public mutating func move(_ theta: inout [Double], _ slope: [Double], rate: Double, t: Int) {
    for i in theta.indices {
      let turn = sign(slope[i]) * sign(gradients[i, default: 0])
      var size = sizes[i, default: rate]
      if turn > 0 { size *= plus }
      if turn < 0 { size *= minus }
      sizes[i] = min(max(size, least), largest)
      gradients[i] = turn < 0 ? 0 : slope[i]
      theta[i] -= sign(gradients[i, default: 0]) * sizes[i, default: 0]
    }
  }
}

/// Lion.
public struct ReferenceLion: ReferenceRule {
  let beta1, beta2, decay: Double
  var means: [Int: Double] = [:]

  /// Creates the rule from its settings.
  public init(beta1: Double, beta2: Double, decay: Double) {
    (self.beta1, self.beta2, self.decay) = (beta1, beta2, decay)
  }

  /// One step of the rule.
  public mutating func move(_ theta: inout [Double], _ slope: [Double], rate: Double, t: Int) {
    for i in theta.indices {
      let u = sign(beta1 * means[i, default: 0] + (1 - beta1) * slope[i])
      means[i] = beta2 * means[i, default: 0] + (1 - beta2) * slope[i]
      theta[i] -= rate * (u + decay * theta[i])
    }
  }
}
