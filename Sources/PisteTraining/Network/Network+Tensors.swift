package import PisteCore

extension Network {
  /// The parameters in PyTorch's form: `0.weight` `[out, in]`, `0.bias` `[out]`, `2.weight`, ….
  ///
  /// - Parameter vector: The parameters to export, laid out as ``parameters``; nil for these.
  /// - Returns: The tensors in order; values are rounded to Float32 where they are wider.
  package func tensors(of vector: UnsafePointer<Scalar>? = nil) -> [NamedTensor] {
    let vector = vector ?? UnsafePointer(parameters.start)
    return layout.tensors.map { tensor in
      let start = vector + tensor.offset
      switch tensor.role {
      case .bias, .point:
        return NamedTensor(
          name: tensor.name, shape: [tensor.outputs],
          values: (0..<tensor.outputs).map { Float(start[$0]) })
      case .weight:
        var values: [Float] = []
        values.reserveCapacity(tensor.count)
        for output in 0..<tensor.outputs {
          for input in 0..<tensor.inputs {
            values.append(Float(start[input * tensor.outputs + output]))
          }
        }
        return NamedTensor(
          name: tensor.name, shape: [tensor.outputs, tensor.inputs], values: values)
      }
    }
  }

  /// Sets one tensor from numbers in PyTorch's order, `[out, in]` or `[out]`, row-major.
  package func load(_ values: some RandomAccessCollection<Scalar>, into tensor: Int) {
    let place = layout.tensors[tensor]
    precondition(
      values.count == place.count,
      "Network.load: \(values.count) values for the \(place.count) of \(place.name)")
    let start = parameters.start + place.offset
    for (index, value) in values.enumerated() {
      let (output, input) = index.quotientAndRemainder(dividingBy: place.inputs)
      start[input * place.outputs + output] = value
    }
  }

  /// Fills weights by an initializer, layer after layer, and every bias by a constant.
  ///
  /// - Parameters:
  ///   - initializer: Draws each layer's matrix in PyTorch's order, `[out, in]`.
  ///   - bias: The first value of every bias.
  ///   - random: The stream of the run's seed for weights.
  package func initialize(
    by initializer: any WeightInitializer, bias: Double, from random: inout RandomStream
  ) {
    for (index, tensor) in layout.tensors.enumerated() {
      switch tensor.role {
      case .bias:
        load(Array(repeating: Scalar(bias), count: tensor.count), into: index)
      case .weight:
        let drawn = initializer.weights(
          outputs: tensor.outputs, inputs: tensor.inputs, from: &random)
        load(drawn.map { Scalar($0) }, into: index)
      case .point:
        load((shape.point?.start ?? []).map { Scalar($0) }, into: index)
      }
    }
  }

  /// Fills weights by an initializer and biases by a rule, each from its own stream of the seed.
  ///
  /// - Parameters:
  ///   - initializer: Draws each layer's matrix in PyTorch's order, `[out, in]`.
  ///   - biases: Draws or sets each layer's biases.
  ///   - seed: The run's seed.
  package func initialize(by initializer: any WeightInitializer, biases: BiasRule, seed: UInt64) {
    var random = RandomStream(seed: seed, purpose: "weights")
    initialize(by: initializer, bias: 0, from: &random)
    var biasRandom = RandomStream(seed: seed, purpose: "biases")
    for (index, tensor) in layout.tensors.enumerated() where tensor.role == .bias {
      let drawn = biases.biases(
        outputs: tensor.outputs, inputs: layout.weight(tensor.layer).inputs, from: &biasRandom)
      load(drawn.map { Scalar($0) }, into: index)
    }
  }
}
