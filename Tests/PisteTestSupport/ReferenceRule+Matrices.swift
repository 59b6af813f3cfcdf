private import Foundation

/// Muon: each matrix before the last by Newton and Schulz, everything else by AdamW.
public struct ReferenceMuon: ReferenceRule {
  let tensors: [ReferenceTensor]
  let nesterov: Bool
  let iterations: Int
  /// What the rate is multiplied by for a matrix of some rows (inputs) and columns (outputs).
  let fit: @Sendable (Int, Int) -> Double
  var b: [Int: ReferenceMatrix] = [:]
  var m: [Int: Double] = [:]
  var v: [Int: Double] = [:]

  /// Creates the rule with Muon's momentum of 0.95, decay 0.1 and AdamW's decay 0.01.
  public init(
    _ tensors: [ReferenceTensor], nesterov: Bool, iterations: Int = 5,
    fit: @escaping @Sendable (_ inputs: Int, _ outputs: Int) -> Double
  ) {
    (self.tensors, self.nesterov) = (tensors, nesterov)
    (self.iterations, self.fit) = (iterations, fit)
  }

  /// a·s + b·s³ + c·s⁵ for every singular value s, again and again, from a norm of one.
  public static func orthogonalized(
    _ matrix: ReferenceMatrix, iterations: Int = 5
  ) -> ReferenceMatrix {
    var x = (1 / matrix.norm) * matrix
    for _ in 0..<iterations {
      let cube = x * x.transposed * x
      let fifth = cube * x.transposed * x
      x = 3.4445 * x + (-4.775) * cube + 2.0315 * fifth
    }
    return x
  }

  /// One step of the rule.
  public mutating func move(_ theta: inout [Double], _ slope: [Double], rate: Double, t: Int) {
    let last = tensors.lastIndex { $0.isMatrix }
    for (index, tensor) in tensors.enumerated() {
      guard tensor.isMatrix, index != last else {
        for i in tensor.places {
          m[i] = 0.9 * m[i, default: 0] + 0.1 * slope[i]
          v[i] = 0.999 * v[i, default: 0] + 0.001 * slope[i] * slope[i]
          let mean = m[i, default: 0] / (1 - pow(0.9, Double(t)))
          let square = v[i, default: 0] / (1 - pow(0.999, Double(t)))
          theta[i] = (1 - rate * 0.01) * theta[i] - rate * mean / (sqrt(square) + 1e-8)
        }
        continue
      }
      let g = ReferenceMatrix(tensor.rows.map { $0.map { slope[$0] } })
      let mean = 0.95 * (b[index] ?? 0 * g) + 0.05 * g
      b[index] = mean
      let u = Self.orthogonalized(
        nesterov ? 0.05 * g + 0.95 * mean : mean, iterations: iterations)
      let length = rate * fit(tensor.rows.count, tensor.rows[0].count)
      for (places, row) in zip(tensor.rows, u.rows) {
        for (i, direction) in zip(places, row) {
          theta[i] = theta[i] - rate * 0.1 * theta[i] - length * direction
        }
      }
    }
  }
}

/// Shampoo with roots by Jacobi's eigenvalues.
public struct ReferenceShampoo: ReferenceRule {
  /// Whose length a step has.
  public enum Graft: Sendable { case none, sgd, adam }

  let tensors: [ReferenceTensor]
  let graft: Graft
  let keep: Double
  let every: Int
  var left: [Int: ReferenceMatrix] = [:]
  var right: [Int: ReferenceMatrix] = [:]
  var roots: [Int: (ReferenceMatrix, ReferenceMatrix)] = [:]
  var velocity: [Int: ReferenceMatrix] = [:]
  var square: [Int: Double] = [:]

  /// Creates the rule with a momentum of 0.9, ε = 1e-6, no decay.
  public init(_ tensors: [ReferenceTensor], graft: Graft, keep: Double, every: Int) {
    (self.tensors, self.graft, self.keep, self.every) = (tensors, graft, keep, every)
  }

  /// One step of the rule.
  public mutating func move(_ theta: inout [Double], _ slope: [Double], rate: Double, t: Int) {
    let share = keep < 1 ? 1 - keep : 1
    for (index, tensor) in tensors.enumerated() {
      let g = ReferenceMatrix(tensor.rows.map { $0.map { slope[$0] } })
      let (l, r) = (g * g.transposed, g.transposed * g)
      left[index] = keep * (left[index] ?? 0 * l) + share * l
      right[index] = keep * (right[index] ?? 0 * r) + share * r
      if (t - 1) % every == 0, let l = left[index], let r = right[index] {
        // A vector has one side only, the right one, and its whole exponent.
        let power = tensor.isMatrix ? -0.25 : -0.5
        let one = ReferenceMatrix(diagonal: [1])
        roots[index] = (
          tensor.isMatrix ? l.mapped { pow($0 + 1e-6, power) } : one,
          r.mapped { pow($0 + 1e-6, power) }
        )
      }
      guard let (lRoot, rRoot) = roots[index] else { continue }
      var p = lRoot * g * rRoot
      switch graft {
      case .none: break
      case .sgd: p = (g.norm / p.norm) * p
      case .adam:
        let lengths = tensor.places.map { i in
          square[i] = 0.999 * square[i, default: 0] + 0.001 * slope[i] * slope[i]
          return slope[i]
            / (sqrt(square[i, default: 0] / (1 - pow(0.999, Double(t)))) + 1e-8)
        }
        p = (norm(lengths) / p.norm) * p
      }
      let b = 0.9 * (velocity[index] ?? 0 * p) + p
      velocity[index] = b
      for (places, row) in zip(tensor.rows, b.rows) {
        for (i, step) in zip(places, row) { theta[i] -= rate * step }
      }
    }
  }
}
