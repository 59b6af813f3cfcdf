/// A multilayer perceptron with all the memory that training it takes.
///
/// Everything is allocated here, once: parameters and gradients as flat vectors, the outputs of
/// every layer, and two blocks for the gradients that travel back. A step allocates nothing. The
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

  /// Output `[capacity, H]` of each dense layer, behind its activation; the last holds logits.
  let layerOutputs: [AlignedBuffer<Scalar>]
  /// Two blocks in which gradients travel back, one layer in each, in turn.
  let gradientBlocks: [AlignedBuffer<Scalar>]

  /// Creates a network of zeros.
  ///
  /// - Parameters:
  ///   - shape: Widths, activation and loss.
  ///   - batchCapacity: The largest batch to be trained on.
  ///   - evaluationCapacity: The largest batch to be evaluated at once.
  ///   - instructions: Which form of the kernels runs; all give the same bits.
  package init(
    _ shape: NetworkShape, batchCapacity: Int, evaluationCapacity: Int = 0,
    instructions: InstructionSet = .best
  ) {
    let capacity = max(batchCapacity, evaluationCapacity)
    let layout = ParameterLayout(widths: shape.widths)
    self.shape = shape
    self.layout = layout
    self.capacity = capacity
    self.batchCapacity = batchCapacity
    self.instructions = instructions
    parameters = AlignedBuffer(count: layout.storageCount)
    gradients = AlignedBuffer(count: layout.storageCount)
    layerOutputs = shape.widths.dropFirst().map { AlignedBuffer(count: $0 * capacity) }
    let widest = shape.widths.dropFirst().max() ?? 1
    let outputWidth = shape.widths.last ?? 1
    let block = max(batchCapacity * widest, capacity * outputWidth)
    gradientBlocks = [AlignedBuffer(count: block), AlignedBuffer(count: block)]
  }

  /// The last layer's outputs of the last forward pass, `[rows, C]`.
  package var outputs: UnsafePointer<Scalar> {
    UnsafePointer(layerOutputs[shape.layerCount - 1].start)
  }

  /// Whether every parameter is a number.
  package var parametersAreFinite: Bool {
    Scalar.allFinite(instructions, parameters.start, count: parameters.count)
  }

  /// The outputs for `rows` examples, layer after layer; they stay in the network's memory.
  ///
  /// - Parameters:
  ///   - inputs: Row-major `[rows, D]`.
  ///   - rows: How many examples; at most ``capacity``.
  ///   - vector: The parameters to use, laid out as ``parameters``; nil for these.
  package func forward(
    _ inputs: UnsafePointer<Scalar>, rows: Int, parameters vector: UnsafePointer<Scalar>? = nil
  ) {
    precondition(rows <= capacity, "Network.forward: \(rows) rows, but only \(capacity) fit")
    let vector = vector ?? UnsafePointer(parameters.start)
    var x = inputs
    for layer in 0..<shape.layerCount {
      let weight = layout.weight(layer)
      let y = layerOutputs[layer].start
      MatrixProduct.forward(
        y, inputs: x, weights: vector + weight.offset, rows: rows, inputs: weight.inputs,
        outputs: weight.outputs, instructions)
      let bias = vector + layout.bias(layer).offset
      if layer < shape.layerCount - 1 {
        shape.activation.apply(
          y, bias: bias, rows: rows, columns: weight.outputs, instructions)
      } else {
        Scalar.biasIdentity(instructions, y, bias, rows: rows, columns: weight.outputs)
      }
      x = UnsafePointer(y)
    }
  }

  /// Loss and hits over a batch, without gradients of the parameters.
  ///
  /// - Parameters:
  ///   - batch: The examples; at most ``capacity``.
  ///   - vector: The parameters to use, laid out as ``parameters``; nil for these.
  /// - Returns: The sums over the examples.
  package func evaluate(
    _ batch: Batch<Scalar>, parameters vector: UnsafePointer<Scalar>? = nil
  ) -> LossSum {
    forward(batch.inputs, rows: batch.count, parameters: vector)
    return shape.loss.evaluate(
      outputs: outputs, gradient: gradientBlocks[0].start, batch: batch,
      columns: shape.widths[shape.layerCount], instructions)
  }

  /// The forward and the backward pass: fills ``gradients``, changes no parameter.
  ///
  /// - Parameter batch: The examples; at most ``batchCapacity``.
  /// - Returns: The losses before any step, and the squared norm of the gradient.
  @specialized(where Scalar == Float)
  package func lossAndGradient(_ batch: Batch<Scalar>) -> BatchResult {
    let sum = evaluate(batch)
    backPropagate(from: batch.inputs, rows: batch.count)
    let squares = Scalar.sumOfSquares(instructions, gradients.start, count: gradients.count)
    return BatchResult(sum: sum, gradientSquares: squares)
  }
}
