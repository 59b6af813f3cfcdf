/// A multilayer perceptron with all the memory that training it takes.
///
/// Everything is allocated here, once: parameters and gradients as flat vectors, the outputs of
/// every layer, and their gradients. A step allocates nothing. The
/// type cannot be copied, since a copy would share this memory.
package struct Network<Scalar: TrainingScalar>: ~Copyable {
  /// Widths, activation and loss.
  package let shape: NetworkShape
  /// Where each tensor lies in ``parameters`` and ``gradients``.
  package let layout: ParameterLayout
  /// θ, one flat vector.
  package let parameters: AlignedBuffer<Scalar>
  /// ∂L/∂θ of the last backward pass, laid out as ``parameters``.
  package let gradients: AlignedBuffer<Scalar>
  /// The most examples that fit into one forward pass.
  package let capacity: Int
  /// The most examples that fit into one backward pass.
  package let batchCapacity: Int
  /// Which form of the kernels runs.
  package let instructions: InstructionSet

  /// How large a gradient may become; nil leaves it as it is.
  package var gradientClip: GradientClip?

  /// Output `[capacity, H]` of each dense layer, behind its activation; the last holds logits.
  let layerOutputs: [AlignedBuffer<Scalar>]
  /// Gradient `[B, H]` of each dense layer's sums.
  let layerGradients: [AlignedBuffer<Scalar>]
  /// Which networks take a step as the gradient comes, and in what pieces.
  let streaming: Streaming
  /// Room for a packed output gradient where ``isStreamed``.
  let panels: AlignedBuffer<Scalar>
  /// Room for a piece of the gradient where ``isStreamed``.
  let piece: AlignedBuffer<Scalar>
  /// Room for the sums of the gradient's squares.
  let squareSums: AlignedBuffer<Double>
  /// The function that takes the place of all layers; nil for a network.
  let objective: (any PointObjective<Scalar>)?
  /// What a pass in training keeps for the way back, by hidden layer.
  let kept: KeptValues<Scalar>
  /// What passes in training change besides the parameters.
  let memory: PassMemory<Scalar>

  /// Creates a network of zeros, normalizations at scale 1 and shift 0.
  ///
  /// - Parameters:
  ///   - shape: Widths, activation and loss.
  ///   - batchCapacity: The largest batch to be trained on.
  ///   - evaluationCapacity: The largest batch to be evaluated at once.
  ///   - seed: The run's seed, from whose stream for dropout the masks are drawn.
  ///   - instructions: Which form of the kernels runs; all give the same bits.
  ///   - streaming: Which networks take a step as the gradient comes; no bit depends on it.
  package init(
    _ shape: NetworkShape, batchCapacity: Int, evaluationCapacity: Int = 0, seed: UInt64 = 0,
    instructions: InstructionSet = .best, streaming: Streaming = Streaming()
  ) {
    let capacity = max(batchCapacity, evaluationCapacity)
    let layout =
      shape.point.map { ParameterLayout(point: $0.dimension) }
      ?? ParameterLayout(
        widths: shape.widths, isNormalized: shape.normalization != .none,
        hasDropout: shape.dropout > 0)
    self.layout = layout
    self.capacity = capacity
    self.batchCapacity = batchCapacity
    self.instructions = instructions
    parameters = AlignedBuffer(count: layout.storageCount)
    gradients = AlignedBuffer(count: layout.storageCount)
    layerOutputs = shape.widths.dropFirst().map { AlignedBuffer(count: $0 * capacity) }
    // An evaluation writes the gradient of the outputs too.
    let hidden = shape.widths.dropFirst().dropLast()
    layerGradients =
      hidden.map { AlignedBuffer(count: $0 * batchCapacity) }
      + [AlignedBuffer(count: (shape.widths.last ?? 1) * capacity)]
    self.streaming = streaming
    let widest = shape.widths.dropFirst().max() ?? 1
    let streams = layout.storageCount >= streaming.leastCount && !layout.layers.isEmpty
    panels = AlignedBuffer(
      count: streams ? MatrixProduct.panelCount(rows: batchCapacity, outputs: widest) : 0)
    piece = AlignedBuffer(count: streams ? 128 + streaming.largestPiece(of: layout) : 0)
    squareSums = AlignedBuffer(count: 32)
    kept = KeptValues(shape, rows: batchCapacity)
    memory = PassMemory(shape, rows: batchCapacity, seed: seed)
    // Last, since it holds existentials: with Swift 6.3 in release, one assigned early in a
    // noncopyable type's initializer was destroyed before it was there.
    self.shape = shape
    objective = shape.point?.makeObjective(
      of: Scalar.self, capacity: capacity, instructions: instructions)
    for tensor in layout.tensors where tensor.role == .scale {
      for index in 0..<tensor.count { parameters.start[tensor.offset + index] = 1 }
    }
  }

  /// The last layer's outputs of the last forward pass, `[rows, C]`.
  package var outputs: UnsafePointer<Scalar> {
    UnsafePointer(layerOutputs[shape.layerCount - 1].start)
  }

  /// Whether every parameter is a number.
  package var parametersAreFinite: Bool {
    Scalar.allFinite(instructions, parameters.start, count: parameters.count)
  }

  /// Whether every running mean and variance is a number; true where there are none.
  package var statisticsAreFinite: Bool {
    for layer in memory.means.indices {
      let count = memory.means[layer].count
      guard Scalar.allFinite(instructions, memory.means[layer].start, count: count),
        Scalar.allFinite(instructions, memory.variances[layer].start, count: count)
      else { return false }
    }
    return true
  }

  /// The outputs for `rows` examples, layer after layer; they stay in the network's memory.
  ///
  /// A pass in training leaves units out, normalizes by the batch and moves the running
  /// statistics, as far as the network has such layers, and it keeps what the way back needs.
  ///
  /// - Parameters:
  ///   - inputs: Row-major `[rows, D]`.
  ///   - rows: How many examples; at most ``capacity``, in training ``batchCapacity``.
  ///   - vector: The parameters to use, laid out as ``parameters``; nil for these.
  ///   - isTraining: Whether ``backPropagate(from:rows:)`` is to follow.
  package func forward(
    _ inputs: UnsafePointer<Scalar>, rows: Int, parameters vector: UnsafePointer<Scalar>? = nil,
    isTraining: Bool = false
  ) {
    let limit = isTraining ? batchCapacity : capacity
    precondition(rows <= limit, "Network.forward: \(rows) rows, but only \(limit) fit")
    memory.begin(isTraining: isTraining)
    let vector = vector ?? UnsafePointer(parameters.start)
    var x = inputs
    for layer in 0..<layout.layers.count {
      let dense = layout.layers[layer]
      let y = layerOutputs[layer].start
      MatrixProduct.forward(
        y, inputs: x, weights: vector + dense.weight, rows: rows, inputs: dense.inputs,
        outputs: dense.outputs, instructions)
      if layer < layout.layers.count - 1 {
        finishHidden(layer, y, vector, rows: rows, isTraining: isTraining)
      } else {
        Scalar.biasIdentity(
          instructions, y, vector + dense.bias, rows: rows, columns: dense.outputs)
      }
      x = UnsafePointer(y)
    }
  }

  /// Bias, normalization, activation and dropout of a hidden layer, in place.
  private func finishHidden(
    _ layer: Int, _ y: UnsafeMutablePointer<Scalar>, _ vector: UnsafePointer<Scalar>, rows: Int,
    isTraining: Bool
  ) {
    let columns = layout.layers[layer].outputs
    var bias = vector + layout.layers[layer].bias
    if shape.normalization != .none {
      normalize(layer, y, vector, rows: rows, isTraining: isTraining)
      // What is added before the activation is the normalization's shift now.
      bias = vector + layout.shift(layer).offset
    }
    let sums = isTraining && shape.activation.slopeSource == .sums
    shape.activation.apply(
      y, bias: bias, keeping: sums ? kept.values[layer].start : nil, rows: rows, columns: columns,
      instructions)
    if isTraining, shape.dropout > 0 { dropOut(layer, y, count: rows * columns) }
  }

  /// Loss and hits over a batch as an evaluation finds them, without gradients of the parameters.
  ///
  /// - Parameters:
  ///   - batch: The examples; at most ``capacity``.
  ///   - vector: The parameters to use, laid out as ``parameters``; nil for these.
  /// - Returns: The sums over the examples.
  package func evaluate(
    _ batch: Batch<Scalar>, parameters vector: UnsafePointer<Scalar>? = nil
  ) -> LossSum {
    if let objective {
      let vector = vector ?? UnsafePointer(parameters.start)
      return LossSum(total: objective.evaluate(at: vector, batch, gradient: nil))
    }
    forward(batch.inputs, rows: batch.count, parameters: vector)
    return lossOfOutputs(batch)
  }

  /// Loss and hits over a batch by a pass in training, and the gradient of the outputs.
  ///
  /// - Parameter batch: The examples; at most ``batchCapacity``.
  /// - Returns: The sums over the examples.
  package func trainingLoss(_ batch: Batch<Scalar>) -> LossSum {
    forward(batch.inputs, rows: batch.count, isTraining: true)
    return lossOfOutputs(batch)
  }

  /// The loss of the last forward pass, whose gradient it writes to ``outputGradient``.
  ///
  /// - Parameter batch: The examples of that pass.
  /// - Returns: The sums over the examples.
  package func lossOfOutputs(_ batch: Batch<Scalar>) -> LossSum {
    shape.loss.evaluate(
      outputs: outputs, gradient: outputGradient, batch: batch,
      columns: shape.widths[shape.layerCount], instructions)
  }

  /// The squared errors of the last forward pass.
  ///
  /// - Parameter batch: The examples of that pass.
  /// - Returns: As ``Loss/squaredErrors(outputs:batch:columns:)``; nil where there is no network.
  package func squaredErrorsOfOutputs(_ batch: Batch<Scalar>) -> Double? {
    guard objective == nil else { return nil }
    return shape.loss.squaredErrors(
      outputs: outputs, batch: batch, columns: shape.widths[shape.layerCount])
  }

  /// The forward and the backward pass: fills ``gradients``, changes no parameter.
  ///
  /// Where there is a ``gradientClip``, the gradients are clipped, and the norm is the one before.
  ///
  /// - Parameter batch: The examples; at most ``batchCapacity``.
  /// - Returns: The losses before any step, and the squared norm of the gradient.
  @specialized(where Scalar == Float)
  package func lossAndGradient(_ batch: Batch<Scalar>) -> BatchResult {
    if let objective {
      let point = UnsafePointer(parameters.start)
      let total = objective.evaluate(at: point, batch, gradient: gradients.start)
      return measured(LossSum(total: total))
    }
    return gradient(of: trainingLoss(batch), batch)
  }

  /// The gradient of the last pass in training, found again from its outputs.
  ///
  /// The pass is not repeated: units that were left out stay so, and no statistic moves.
  ///
  /// - Parameter batch: The examples of that pass.
  /// - Returns: As ``lossAndGradient(_:)``.
  package func gradientOfLastPass(_ batch: Batch<Scalar>) -> BatchResult {
    gradient(of: lossOfOutputs(batch), batch)
  }

  func gradient(of sum: LossSum, _ batch: Batch<Scalar>) -> BatchResult {
    backPropagate(from: batch.inputs, rows: batch.count)
    return measured(sum)
  }

  /// The norm of the gradient that stands, which is then clipped where that is asked for.
  func measured(_ sum: LossSum) -> BatchResult {
    let squares = Scalar.sumOfSquares(instructions, gradients.start, count: gradients.count)
    gradientClip?.apply(to: gradients, squares: squares, instructions)
    return BatchResult(sum: sum, gradientSquares: squares)
  }
}
