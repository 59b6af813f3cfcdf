extension Network where Scalar: TrainingScalar {
  /// The dense layer whose outputs, of the last forward pass, are the first not to be finite.
  ///
  /// - Parameter rows: How many examples that pass had.
  /// - Returns: PyTorch's name of the layer, as `2`. The last layer's where all outputs are
  ///   finite, since only their loss was not; `theta` where there are no layers.
  package func firstNonFiniteLayer(rows: Int) -> String {
    guard shape.point == nil else { return layout.tensors[0].name }
    let found = (0..<shape.layerCount).first { layer in
      let count = rows * shape.widths[layer + 1]
      return !Scalar.allFinite(instructions, layerOutputs[layer].start, count: count)
    }
    return layout.weight(found ?? shape.layerCount - 1).module
  }

  /// The tensor whose gradient is the first not to be finite, on the way back from the outputs.
  ///
  /// - Returns: PyTorch's name of the tensor, as `2.weight`; nil where all are finite.
  package func firstNonFiniteGradient() -> String? {
    layout.tensors.reversed().first { !isFinite($0, in: gradients) }.map(\.name)
  }

  /// The first tensor, from the inputs, with a number that is not finite.
  ///
  /// - Returns: PyTorch's name of the tensor, as `2.weight`; nil where all are finite.
  package func firstNonFiniteParameter() -> String? {
    layout.tensors.first { !isFinite($0, in: parameters) }.map(\.name)
  }

  /// The first running mean or variance, from the inputs, with a number that is not finite.
  ///
  /// A variance may overflow where neither the loss nor a gradient does, since a batch is divided
  /// by its own.
  ///
  /// - Returns: PyTorch's name of the buffer, as `1.running_var`; nil where all are finite.
  package func firstNonFiniteStatistic() -> String? {
    for (layer, (mean, variance)) in zip(memory.means, memory.variances).enumerated() {
      for (buffer, isMean) in [(mean, true), (variance, false)]
      where !Scalar.allFinite(instructions, buffer.start, count: buffer.count) {
        return isMean ? bufferNames[layer].mean : bufferNames[layer].variance
      }
    }
    return nil
  }

  /// Where a value of this kind was not finite, as far as the network still shows it.
  ///
  /// - Parameters:
  ///   - quantity: What was found not to be finite.
  ///   - rows: How many examples the step had.
  /// - Returns: A layer's or a tensor's name in PyTorch.
  package func firstNonFiniteLayer(_ quantity: Divergence.Quantity, rows: Int) -> String? {
    switch quantity {
    case .loss: firstNonFiniteLayer(rows: rows)
    case .gradient: firstNonFiniteGradient()
    case .parameter: firstNonFiniteParameter() ?? firstNonFiniteStatistic()
    case .evaluation: nil
    }
  }

  private func isFinite(
    _ tensor: ParameterLayout.Tensor, in vector: AlignedBuffer<Scalar>
  ) -> Bool {
    Scalar.allFinite(instructions, vector.start + tensor.offset, count: tensor.count)
  }
}
