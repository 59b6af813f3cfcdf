/// What a dense layer saw in a forward and a backward pass, as curvature estimates need it.
package struct LayerObservation<Scalar: TrainingScalar> {
  /// The dense layer, from 0.
  package let layer: Int
  /// Number of examples, B.
  package let rows: Int
  /// a, what came into the layer, `[B, D]`.
  package let inputs: UnsafePointer<Scalar>
  /// D.
  package let inputWidth: Int
  /// ∂L/∂s for the layer's sums s = a·W + b, `[B, H]`.
  package let outputGradient: UnsafePointer<Scalar>
  /// H.
  package let outputWidth: Int
}

extension Network where Scalar: TrainingScalar {
  /// Where the loss puts ∂L/∂outputs before ``backPropagate(from:rows:)``, `[B, C]`.
  ///
  /// Whoever wants to send another gradient back, as of labels sampled from the model, writes it
  /// here after a forward pass.
  package var outputGradient: UnsafeMutablePointer<Scalar> {
    layerGradients[layerGradients.count - 1].start
  }

  /// Sends the output gradient back through the layers of the last forward pass.
  ///
  /// For each layer from the last to the first, with x its inputs, y = x·W + b its sums and dy
  /// their gradient, the chain rule gives
  ///
  ///     dW = xᵀ·dy          parameter gradients, already averaged, since dy is
  ///     db = Σ_rows dy
  ///     dx = dy·Wᵀ          the gradient of what came in, left out for the first layer
  ///     dy ← dx ⊙ f′        the activation gradient: the sums' gradient one layer down
  ///
  /// Between dx and dy, dropout's mask comes before f′ and the normalization's gradient behind it,
  /// so dy is always that of the dense layer's own sums.
  ///
  /// > Source: Rumelhart, Hinton and Williams, "Learning Representations by Back-Propagating
  /// > Errors", Nature 323 (1986).
  ///
  /// - Parameters:
  ///   - inputs: The first layer's inputs, those of the forward pass, `[rows, D]`.
  ///   - rows: How many examples; at most ``batchCapacity``.
  package func backPropagate(from inputs: UnsafePointer<Scalar>, rows: Int) {
    visitBackwards(from: inputs, rows: rows) { seen in
      let dense = layout.layers[seen.layer]
      MatrixProduct.weightGradient(
        gradients.start + dense.weight, inputs: seen.inputs, outputGradient: seen.outputGradient,
        rows: rows, inputs: dense.inputs, outputs: dense.outputs, instructions)
      Scalar.columnSums(
        instructions, gradients.start + dense.bias, seen.outputGradient, rows: rows,
        columns: dense.outputs)
    }
  }

  /// Walks back through the layers, showing each its inputs and the gradient of its sums.
  ///
  /// The sums are those of the dense layer itself, before any normalization. Where there is one,
  /// the gradients of its scale and shift are written on the way.
  ///
  /// - Parameters:
  ///   - inputs: The first layer's inputs, `[rows, D]`.
  ///   - rows: How many examples; at most ``batchCapacity``.
  ///   - visit: Called for each layer, the last one first.
  package func visitBackwards(
    from inputs: UnsafePointer<Scalar>, rows: Int, _ visit: (LayerObservation<Scalar>) -> Void
  ) {
    precondition(
      rows <= batchCapacity, "Network: \(rows) rows back, but only \(batchCapacity) fit")
    precondition(
      memory.lastWasTraining || !shape.distinguishesTraining,
      "Network: \(rows) rows back after a pass of 0 rows in training")
    for layer in (0..<layout.layers.count).reversed() {
      let dense = layout.layers[layer]
      let dy = UnsafePointer(layerGradients[layer].start)
      let x = layer == 0 ? inputs : UnsafePointer(layerOutputs[layer - 1].start)
      visit(
        LayerObservation(
          layer: layer, rows: rows, inputs: x, inputWidth: dense.inputs, outputGradient: dy,
          outputWidth: dense.outputs))
      guard layer > 0 else { break }
      let dx = layerGradients[layer - 1].start
      MatrixProduct.inputGradient(
        dx, outputGradient: dy, weights: parameters.start + dense.weight, rows: rows,
        inputs: dense.inputs, outputs: dense.outputs, instructions)
      let count = rows * dense.inputs
      dropOutBackwards(layer - 1, dx, count: count)
      let values = kept.values.isEmpty ? x : UnsafePointer(kept.values[layer - 1].start)
      shape.activation.multiplyDerivative(dx, at: values, count: count, instructions)
      normalizeBackwards(layer - 1, dx, rows: rows)
    }
  }
}
