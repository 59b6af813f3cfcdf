extension Network where Scalar == Float {
  /// Whether ``lossAndStep(_:with:rate:)`` is worth more than a gradient and a step after it.
  ///
  /// A clipped gradient has to be known as a whole before the step.
  package var isStreamed: Bool {
    panels.count > 0 && gradientClip == nil && objective == nil && MatrixProduct.isOwn
  }

  /// The forward and the backward pass, and the step, which is taken as the gradient comes.
  ///
  /// First the gradients of all layers' sums are found with the parameters as they are. Then the
  /// weights' gradient follows in pieces from the first layer to the last, and each piece is
  /// squared and used while it is in the cache. Parameters, gradients, norm and memory have the
  /// bits of ``lossAndGradient(_:)`` and a step after it: the rule treats each number by itself,
  /// and squares are added in the same order.
  ///
  /// No step must be taken with a gradient that is not finite, and once the first piece is used it
  /// is too late. So the norms of what the products are made of are looked at before: by Cauchy and
  /// Schwarz no element of xᵀ·dy is above ‖x‖·‖dy‖. Where that bound is not small, the gradient is
  /// found as a whole.
  ///
  /// - Parameters:
  ///   - batch: The examples; at most ``batchCapacity``.
  ///   - optimizer: A rule that is element-wise.
  ///   - rate: η of this step, and the momentum where the schedule sets it.
  /// - Returns: What was measured before the step. If it is not finite, no step was taken.
  /// - Precondition: The network ``isStreamed``.
  package func lossAndStep(
    _ batch: Batch<Float>, with optimizer: inout any Optimizer<Float>, rate: ScheduledRate
  ) -> BatchResult {
    precondition(isStreamed, "Network: a step in pieces over \(parameters.count) parameters")
    let sum = trainingLoss(batch)
    visitBackwards(from: batch.inputs, rows: batch.count) { seen in
      Float.columnSums(
        instructions, gradients.start + layout.layers[seen.layer].bias, seen.outputGradient,
        rows: seen.rows, columns: seen.outputWidth)
    }
    guard sum.total.isFinite, hasBoundedGradient(batch) else {
      for layer in layout.layers.indices { weightGradient(layer, batch) }
      var result = measured(sum)
      guard result.isFinite else { return result }
      result.parametersAreFinite = optimizer.checkedStep(
        parameters.mutableValues, gradients: gradients.values, rate: rate)
      return result
    }
    squareSums.start.update(repeating: 0, count: squareSums.count)
    var areFinite = true
    optimizer.withElementwiseStep(rate: rate) { step in
      for layer in layout.layers.indices {
        areFinite = takeStep(step, layer, batch) && areFinite
      }
      MatrixProduct.fetchSoon(parameters.start, beside: step.memory, count: 0)
    }
    let squares = Float.finishSquares(
      instructions, squareSums.start, gradients.start, count: gradients.count)
    var result = BatchResult(sum: sum, gradientSquares: squares)
    result.parametersAreFinite = areFinite
    return result
  }

  /// Where in the flat vectors a layer ends: its bias, its normalization and the gaps are its own.
  private func end(of layer: Int) -> Int {
    layer + 1 < layout.layers.count ? layout.layers[layer + 1].weight : layout.storageCount
  }

  private func inputs(of layer: Int, _ batch: Batch<Float>) -> UnsafePointer<Float> {
    layer == 0 ? batch.inputs : UnsafePointer(layerOutputs[layer - 1].start)
  }

  /// Whether all of the gradient will be finite, as far as that can be told without it.
  private func hasBoundedGradient(_ batch: Batch<Float>) -> Bool {
    for layer in layout.layers.indices {
      let dense = layout.layers[layer]
      let x = Float.sumOfSquares(
        instructions, inputs(of: layer, batch), count: batch.count * dense.inputs)
      let dy = Float.sumOfSquares(
        instructions, layerGradients[layer].start, count: batch.count * dense.outputs)
      guard x * dy <= 1e60,
        Float.allFinite(
          instructions, gradients.start + dense.bias, count: end(of: layer) - dense.bias)
      else { return false }
    }
    return true
  }

  private func weightGradient(_ layer: Int, _ batch: Batch<Float>) {
    let dense = layout.layers[layer]
    MatrixProduct.weightGradient(
      gradients.start + dense.weight, inputs: inputs(of: layer, batch),
      outputGradient: layerGradients[layer].start, rows: batch.count, inputs: dense.inputs,
      outputs: dense.outputs, instructions)
  }

  /// The gradient of a layer's weights, piece by piece, and the step of all that the layer has.
  private func takeStep(
    _ step: ElementwiseStep<Float>, _ layer: Int, _ batch: Batch<Float>
  ) -> Bool {
    let dense = layout.layers[layer]
    let end = end(of: layer)
    // The height of a product's tile divides it.
    let height = max(12, streaming.pieceCount / dense.outputs / 12 * 12)
    var areFinite = true
    var row = 0
    while row < dense.inputs {
      let rows = row..<min(row + height, dense.inputs)
      let first = dense.weight + row * dense.outputs
      let count =
        rows.upperBound < dense.inputs ? rows.count * dense.outputs : end - first
      MatrixProduct.fetchSoon(
        parameters.start + first, beside: step.memory.advanced(by: first), count: count)
      MatrixProduct.weightGradient(
        of: rows, gradients.start + dense.weight, inputs: inputs(of: layer, batch),
        outputGradient: layerGradients[layer].start, rows: batch.count, inputs: dense.inputs,
        outputs: dense.outputs, panels: panels.start, instructions)
      addSquares(from: first, upTo: first + count)
      areFinite =
        step.take(parameters.start, gradients: gradients.start, from: first, count: count)
        && areFinite
      row = rows.upperBound
    }
    return areFinite
  }

  /// Adds the squares of the whole parts of 128 numbers that are complete now.
  private func addSquares(from first: Int, upTo end: Int) {
    let (from, to) = (first / 128 * 128, end / 128 * 128)
    Float.addSquares(
      instructions, into: squareSums.start, gradients.start + from, count: to - from)
  }
}
