private import Foundation

/// SOAP with its first bases by Jacobi's eigenvectors and the others by Gram and Schmidt.
public struct ReferenceSOAP: ReferenceRule {
  let tensors: [ReferenceTensor]
  let every: Int
  var left: [Int: ReferenceMatrix] = [:]
  var right: [Int: ReferenceMatrix] = [:]
  var bases: [Int: (left: ReferenceMatrix, right: ReferenceMatrix)] = [:]
  var m: [Int: ReferenceMatrix] = [:]
  var v: [Int: ReferenceMatrix] = [:]

  /// Creates the rule with β₁ = β₂ = d = 0.95, ε = 1e-8 and a decay of 0.01.
  public init(_ tensors: [ReferenceTensor], every: Int) {
    (self.tensors, self.every) = (tensors, every)
  }

  /// One step of the rule; the first one only looks.
  public mutating func move(_ theta: inout [Double], _ slope: [Double], rate: Double, t: Int) {
    for (index, tensor) in tensors.enumerated() {
      let g = ReferenceMatrix(tensor.rows.map { $0.map { slope[$0] } })
      if t > 1 { step(&theta, index, g, rate: rate, t: t - 1) }
      guard tensor.isMatrix else { continue }
      let l = 0.95 * (left[index] ?? 0 * (g * g.transposed)) + 0.05 * (g * g.transposed)
      let r = 0.95 * (right[index] ?? 0 * (g.transposed * g)) + 0.05 * (g.transposed * g)
      (left[index], right[index]) = (l, r)
      if t == 1 {
        bases[index] = (Self.eigenvectors(l), Self.eigenvectors(r))
      } else if (t - 1) % every == 0, let old = bases[index] {
        let plain = old.left * (m[index] ?? 0 * g) * old.right.transposed
        let (newLeft, rows) = Self.refreshed(old.left, l)
        let (newRight, columns) = Self.refreshed(old.right, r)
        let square = v[index] ?? 0 * g
        v[index] = ReferenceMatrix(rows.map { row in columns.map { square.rows[row][$0] } })
        m[index] = newLeft.transposed * plain * newRight
        bases[index] = (newLeft, newRight)
      }
    }
  }

  private mutating func step(
    _ theta: inout [Double], _ index: Int, _ g: ReferenceMatrix, rate: Double, t: Int
  ) {
    var turned = g
    if let (l, r) = bases[index] { turned = l.transposed * g * r }
    let squares = ReferenceMatrix(turned.rows.map { $0.map { $0 * $0 } })
    let mean = 0.95 * (m[index] ?? 0 * g) + 0.05 * turned
    let square = 0.95 * (v[index] ?? 0 * g) + 0.05 * squares
    (m[index], v[index]) = (mean, square)
    let share = sqrt(1 - pow(0.95, Double(t))) / (1 - pow(0.95, Double(t)))
    var direction = ReferenceMatrix(
      zip(mean.rows, square.rows).map { zip($0, $1).map { share * $0 / (sqrt($1) + 1e-8) } })
    if let (l, r) = bases[index] { direction = l * direction * r.transposed }
    for (places, row) in zip(tensors[index].rows, direction.rows) {
      for (i, length) in zip(places, row) {
        theta[i] -= rate * length
        theta[i] -= rate * 0.01 * theta[i]
      }
    }
  }

  /// Eigenvectors as columns, from the largest eigenvalue to the least.
  private static func eigenvectors(_ matrix: ReferenceMatrix) -> ReferenceMatrix {
    let (values, vectors) = matrix.eigen
    let columns = vectors.transposed.rows
    let order = values.indices.sorted { values[$0] > values[$1] }
    return ReferenceMatrix(order.map { columns[$0] }).transposed
  }

  /// QR of M·Q with the columns of Q in the order of falling qᵀ·M·q, and that order.
  private static func refreshed(
    _ basis: ReferenceMatrix, _ matrix: ReferenceMatrix
  ) -> (basis: ReferenceMatrix, order: [Int]) {
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).map(*).reduce(0, +) }
    let old = basis.transposed.rows
    let images = (matrix * basis).transposed.rows
    let sizes = zip(old, images).map(dot)
    let order = sizes.indices.sorted { sizes[$0] > sizes[$1] }
    var new: [[Double]] = []
    for index in order {
      var column = images[index]
      // Twice, so that what round-off leaves of the others is taken away too.
      for other in new + new {
        let share = dot(other, column)
        column = zip(column, other).map { $0 - share * $1 }
      }
      let length = norm(column)
      new.append(column.map { $0 / length })
    }
    return (ReferenceMatrix(new).transposed, order)
  }
}
