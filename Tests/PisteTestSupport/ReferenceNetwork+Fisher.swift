private import Foundation

extension ReferenceNetwork {
  /// Fisher's matrix of one layer of a classifier and the two factors K-FAC makes of it.
  public struct Curvature: Sendable {
    /// mean(ā·āᵀ), ā being the layer's inputs and a one.
    public let inputs: ReferenceMatrix
    /// mean(Σ p·g·gᵀ) over examples and classes.
    public let outputs: ReferenceMatrix
    /// mean(Σ p·vec(ā·gᵀ)·vec(ā·gᵀ)ᵀ), which the factors' product stands for.
    public let fisher: ReferenceMatrix
  }

  /// The curvature of a layer under the model's own probabilities; the loss is a cross-entropy.
  public func curvature(of layer: Int, _ inputs: [[Double]]) -> Curvature {
    let share = 1 / Double(inputs.count)
    var (a, g, f): (ReferenceMatrix?, ReferenceMatrix?, ReferenceMatrix?)
    func add(_ sum: inout ReferenceMatrix?, _ column: [Double], _ weight: Double) {
      let column = ReferenceMatrix(column.map { [$0] })
      let term = weight * (column * column.transposed)
      sum = sum.map { $0 + term } ?? term
    }
    for input in inputs {
      let passes = pass([input])
      let logits = passes[passes.count - 1].outputs[0]
      let total = logits.map { exp($0) }.reduce(0, +)
      let x = passes[layer].inputs[0] + [1]
      add(&a, x, share)
      for (label, logit) in logits.enumerated() {
        // The bias's gradient for one example is that of the layer's sums.
        let slope = gradient([input], [[Double(label)]]).biases[layer]
        let weight = share * exp(logit) / total
        add(&g, slope, weight)
        add(&f, x.flatMap { x in slope.map { x * $0 } }, weight)
      }
    }
    let none = ReferenceMatrix([])
    return Curvature(inputs: a ?? none, outputs: g ?? none, fisher: f ?? none)
  }

  /// K-FAC's direction of a layer, `[D + 1, H]`, with the exact Fisher matrix and damping λ.
  ///
  /// - Parameters:
  ///   - layer: Which layer.
  ///   - inputs: The examples.
  ///   - targets: Their classes.
  ///   - damping: λ > 0.
  ///   - eigen: Whether λ is added to the product's eigenvalues instead of √λ to each factor's.
  /// - Returns: The preconditioned gradient.
  public func naturalGradient(
    of layer: Int, _ inputs: [[Double]], _ targets: [[Double]], damping: Double, eigen: Bool
  ) -> ReferenceMatrix {
    let slope = gradient(inputs, targets)
    let gradient = ReferenceMatrix(
      zip(slope.weights[layer], slope.biases[layer]).map { $0 + [$1] }
    ).transposed
    let curvature = curvature(of: layer, inputs)
    let (a, g) = (curvature.inputs, curvature.outputs)
    if eigen {
      let (left, right) = (a.eigen, g.eigen)
      var turned = left.vectors.transposed * gradient * right.vectors
      for i in turned.rows.indices {
        for j in turned.rows[i].indices {
          turned.rows[i][j] /= left.values[i] * right.values[j] + damping
        }
      }
      return left.vectors * turned * right.vectors.transposed
    }
    let share = sqrt(a.trace / Double(a.rows.count) / (g.trace / Double(g.rows.count)))
    return a.mapped { 1 / ($0 + share * sqrt(damping)) } * gradient
      * g.mapped { 1 / ($0 + sqrt(damping) / share) }
  }
}
