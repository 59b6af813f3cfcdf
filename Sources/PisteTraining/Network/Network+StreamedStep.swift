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
  /// squared and used while it is in the cache. One place serves all pieces, so that a gradient never
  /// travels to memory, unless it is asked for. Parameters, norm and memory have the
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
  ///   - keepsGradient: Whether ``gradients`` are to hold the gradient afterwards. Where they need not,
  ///     they do so only if it was not used.
  /// - Returns: What was measured before the step. If it is not finite, no step was taken.
  /// - Precondition: The network ``isStreamed``.
  package func lossAndStep(
    _ batch: Batch<Float>, with optimizer: inout any Optimizer<Float>, rate: ScheduledRate,
    keepsGradient: Bool = true
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
    var place = GradientPlace(
      start: keepsGradient ? gradients.start : piece.start, origin: 0, isWhole: keepsGradient)
    var areFinite = true
    optimizer.withElementwiseStep(rate: rate) { step in
      for layer in layout.layers.indices {
        areFinite = takeStep(step, layer, batch, &place) && areFinite
      }
      MatrixProduct.fetchSoon(parameters.start, beside: step.memory, count: 0)
    }
    let whole = gradients.count / 128 * 128
    var squares = Float.finishSquares(
      instructions, squareSums.start, place[whole], count: gradients.count - whole)
    if squares < 0 {
      if !keepsGradient {
        for layer in layout.layers.indices { weightGradient(layer, batch) }
      }
      squares = Float.sumOfSquares(instructions, gradients.start, count: gradients.count)
    }
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
    _ step: ElementwiseStep<Float>, _ layer: Int, _ batch: Batch<Float>,
    _ place: inout GradientPlace
  ) -> Bool {
    let dense = layout.layers[layer]
    let end = end(of: layer)
    let height = streaming.pieceHeight(outputs: dense.outputs)
    var areFinite = true
    var row = 0
    while row < dense.inputs {
      let rows = row..<min(row + height, dense.inputs)
      let first = dense.weight + row * dense.outputs
      let isLast = rows.upperBound == dense.inputs
      let count = isLast ? end - first : rows.count * dense.outputs
      MatrixProduct.fetchSoon(
        parameters.start + first, beside: step.memory.advanced(by: first), count: count)
      MatrixProduct.weightGradient(
        of: rows, place[first], inputs: inputs(of: layer, batch),
        outputGradient: layerGradients[layer].start, rows: batch.count, inputs: dense.inputs,
        outputs: dense.outputs, panels: panels.start, instructions)
      if isLast, !place.isWhole {
        let rest = first + rows.count * dense.outputs
        place[rest].update(from: gradients.start + rest, count: end - rest)
      }
      // Squares are taken in whole parts of 128 numbers; what begins one waits for the next piece.
      let (from, to) = (first / 128 * 128, (first + count) / 128 * 128)
      Float.addSquares(instructions, into: squareSums.start, place[from], count: to - from)
      areFinite =
        step.take(parameters.start, gradient: place[first], from: first, count: count)
        && areFinite
      place.moveOn(to: to, keeping: first + count - to)
      row = rows.upperBound
    }
    return areFinite
  }
}

/// Where the piece of the gradient lies that is under way.
private struct GradientPlace {
  /// Memory of the number ``origin``.
  let start: UnsafeMutablePointer<Float>
  /// The first number of the flat vector that has a place.
  private(set) var origin: Int
  /// Whether every number keeps its own place.
  let isWhole: Bool

  /// The place of a number of the flat vector, not before ``origin``.
  subscript(index: Int) -> UnsafeMutablePointer<Float> { start + (index - origin) }

  /// Makes room for the next piece, and moves the last `count` numbers, from `index` on, to its front.
  mutating func moveOn(to index: Int, keeping count: Int) {
    guard !isWhole else { return }
    start.update(from: self[index], count: count)
    origin = index
  }
}
