private import Foundation

/// LARS.
public struct ReferenceLARS: ReferenceRule {
  let tensors: [ReferenceTensor]
  let trust, momentum, decay: Double
  let nesterov: Bool
  var b: [Int: Double] = [:]

  /// Creates the rule from its settings.
  public init(
    _ tensors: [ReferenceTensor], trust: Double, momentum: Double, nesterov: Bool, decay: Double
  ) {
    (self.tensors, self.trust, self.momentum) = (tensors, trust, momentum)
    (self.nesterov, self.decay) = (nesterov, decay)
  }

  /// One step of the rule.
  public mutating func move(_ theta: inout [Double], _ slope: [Double], rate: Double, t: Int) {
    for tensor in tensors {
      let g = tensor.places.map { slope[$0] + decay * theta[$0] }
      let (weights, gradient) = (norm(tensor.places.map { theta[$0] }), norm(g))
      let ratio = weights == 0 || gradient == 0 ? 1 : trust * weights / gradient
      for (i, g) in zip(tensor.places, g) {
        b[i] = momentum * b[i, default: 0] + rate * ratio * g
        theta[i] -= nesterov ? rate * ratio * g + momentum * b[i, default: 0] : b[i, default: 0]
      }
    }
  }
}

/// LAMB.
public struct ReferenceLAMB: ReferenceRule {
  let tensors: [ReferenceTensor]
  let epsilon, decay: Double
  var m: [Int: Double] = [:]
  var v: [Int: Double] = [:]

  /// Creates the rule from its settings.
  public init(_ tensors: [ReferenceTensor], epsilon: Double, decay: Double) {
    (self.tensors, self.epsilon, self.decay) = (tensors, epsilon, decay)
  }

  /// One step of the rule.
  public mutating func move(_ theta: inout [Double], _ slope: [Double], rate: Double, t: Int) {
    for tensor in tensors {
      let u = tensor.places.map { i -> Double in
        m[i] = 0.9 * m[i, default: 0] + 0.1 * slope[i]
        v[i] = 0.999 * v[i, default: 0] + 0.001 * slope[i] * slope[i]
        let mean = m[i, default: 0] / (1 - pow(0.9, Double(t)))
        let root = sqrt(v[i, default: 0] / (1 - pow(0.999, Double(t))))
        return mean / (root + epsilon) + decay * theta[i]
      }
      let weights = norm(tensor.places.map { theta[$0] })
      let ratio = weights == 0 || norm(u) == 0 ? 1 : weights / norm(u)
      for (i, u) in zip(tensor.places, u) { theta[i] -= rate * ratio * u }
    }
  }
}

/// Adafactor.
public struct ReferenceAdafactor: ReferenceRule {
  let tensors: [ReferenceTensor]
  let epsilon1, epsilon2, threshold, decay: Double
  var byRow: [[Double]]
  var byColumn: [[Double]]
  var byPlace: [Int: Double] = [:]

  /// Creates the rule from its settings.
  public init(
    _ tensors: [ReferenceTensor], epsilon1: Double, epsilon2: Double, threshold: Double,
    decay: Double
  ) {
    (self.tensors, self.epsilon1, self.epsilon2) = (tensors, epsilon1, epsilon2)
    (self.threshold, self.decay) = (threshold, decay)
    byRow = tensors.map { $0.rows.map { _ in 0 } }
    byColumn = tensors.map { $0.rows[0].map { _ in 0 } }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  /// One step of the rule.
  public mutating func move(_ theta: inout [Double], _ slope: [Double], rate: Double, t: Int) {
    let new = pow(Double(t), -0.8)
    for (index, tensor) in tensors.enumerated() {
      let places = tensor.places
      let size = sqrt(mean(places.map { theta[$0] * theta[$0] }))
      let alpha = max(epsilon2, size) * min(rate, 1 / sqrt(Double(t)))
      var estimate: [Int: Double] = [:]
      if tensor.isMatrix {
        for (row, places) in tensor.rows.enumerated() {
          byRow[index][row] +=
            new * (mean(places.map { slope[$0] * slope[$0] }) - byRow[index][row])
        }
        for column in tensor.rows[0].indices {
          let places = tensor.rows.map { $0[column] }
          byColumn[index][column] +=
            new * (mean(places.map { slope[$0] * slope[$0] }) - byColumn[index][column])
        }
        let whole = max(mean(byColumn[index]), epsilon1)
        for (row, places) in tensor.rows.enumerated() {
          for (column, i) in places.enumerated() {
            estimate[i] = byRow[index][row] * byColumn[index][column] / whole
          }
        }
      } else {
        for i in places {
          byPlace[i, default: 0] += new * (slope[i] * slope[i] - byPlace[i, default: 0])
          estimate[i] = byPlace[i, default: 0]
        }
      }
      let u = places.map { slope[$0] / sqrt(max(estimate[$0, default: 0], epsilon1 * epsilon1)) }
      let clip = max(1, sqrt(mean(u.map { $0 * $0 })) / threshold)
      for (i, u) in zip(places, u) {
        theta[i] = theta[i] * (1 - rate * decay) - alpha / clip * u
      }
    }
  }
}
