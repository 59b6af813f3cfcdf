package import PisteCore

extension Network {
  /// The parameters in PyTorch's form: `0.weight` `[out, in]`, `0.bias` `[out]`, `2.weight`, ….
  ///
  /// Behind each batch normalization come its buffers, `running_mean`, `running_var` and
  /// `num_batches_tracked`, so that a strict `load_state_dict` takes the list.
  ///
  /// - Parameter vector: The parameters to export, laid out as ``parameters``; nil for these.
  /// - Returns: The tensors in order; values are rounded to Float32 where they are wider.
  package func tensors(of vector: UnsafePointer<Scalar>? = nil) -> [NamedTensor] {
    let vector = vector ?? UnsafePointer(parameters.start)
    let buffers = bufferNames
    var result: [NamedTensor] = []
    for tensor in layout.tensors {
      let start = vector + tensor.offset
      switch tensor.role {
      case .bias, .scale, .shift, .point:
        result.append(
          NamedTensor(
            name: tensor.name, shape: [tensor.outputs],
            values: (0..<tensor.outputs).map { Float(start[$0]) }))
      case .weight:
        var values: [Float] = []
        values.reserveCapacity(tensor.count)
        for output in 0..<tensor.outputs {
          for input in 0..<tensor.inputs {
            values.append(Float(start[input * tensor.outputs + output]))
          }
        }
        result.append(
          NamedTensor(name: tensor.name, shape: [tensor.outputs, tensor.inputs], values: values))
      }
      guard tensor.role == .shift, !buffers.isEmpty else { continue }
      let names = buffers[tensor.layer]
      for (name, buffer) in [
        (names.mean, memory.means[tensor.layer]), (names.variance, memory.variances[tensor.layer]),
      ] {
        result.append(
          NamedTensor(name: name, shape: [tensor.outputs], values: buffer.values.map { Float($0) }))
      }
      result.append(
        NamedTensor(name: names.batches, shape: [], integers: [Int64(memory.batchesTracked)]))
    }
    return result
  }

  /// Sets parameters and buffers from tensors as ``tensors(of:)`` gives them, by their names.
  ///
  /// - Precondition: Every tensor is one of this network's, with its count of numbers.
  package func load(_ tensors: [NamedTensor]) {
    for tensor in tensors {
      if let index = layout.tensors.firstIndex(where: { $0.name == tensor.name }) {
        load(tensor.values.map { Scalar($0) }, into: index)
      } else if bufferNames.contains(where: { $0.batches == tensor.name }) {
        precondition(
          tensor.integers.count == 1,
          "Network.load: \(tensor.integers.count) integers for the 1 of \(tensor.name)")
        memory.batchesTracked = Int(tensor.integers[0])
      } else if let layer = bufferNames.firstIndex(where: { $0.mean == tensor.name }) {
        fill(memory.means[layer], tensor)
      } else if let layer = bufferNames.firstIndex(where: { $0.variance == tensor.name }) {
        fill(memory.variances[layer], tensor)
      } else {
        preconditionFailure(
          "Network.load: no tensor of \(layout.tensors.count) is named \(tensor.name)")
      }
    }
  }

  private func fill(_ buffer: AlignedBuffer<Scalar>, _ tensor: NamedTensor) {
    precondition(
      tensor.values.count == buffer.count,
      "Network.load: \(tensor.values.count) values for the \(buffer.count) of \(tensor.name)")
    for (index, value) in tensor.values.enumerated() { buffer.start[index] = Scalar(value) }
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
  /// Normalizations get scale 1 and shift 0.
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
      case .bias: fill(index, with: Scalar(bias))
      case .scale: fill(index, with: 1)
      case .shift: fill(index, with: 0)
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

  private func fill(_ tensor: Int, with value: Scalar) {
    load(Array(repeating: value, count: layout.tensors[tensor].count), into: tensor)
  }
}
