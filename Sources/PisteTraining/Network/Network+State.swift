internal import PisteCore

extension Network {
  /// What training changes besides the parameters, as a checkpoint keeps it.
  ///
  /// Vectors by PyTorch's names, as `1.running_mean`; of words, `batches` (how many the running
  /// statistics have seen) and `dropout` (where the masks' stream stands). Empty where the network
  /// has no such layers.
  package var state: OptimizerState<Scalar> {
    var state = OptimizerState<Scalar>()
    for (layer, names) in bufferNames.enumerated() {
      state.vectors[names.mean] = Array(memory.means[layer].values)
      state.vectors[names.variance] = Array(memory.variances[layer].values)
    }
    if shape.normalization == .batch { state.words["batches"] = [UInt64(memory.batchesTracked)] }
    if shape.dropout > 0 { state.words["dropout"] = memory.random.words }
    return state
  }

  /// Takes up the ``state`` that a network of the same shape had.
  ///
  /// - Parameter state: With every vector and word that this network's own state has.
  package func restore(_ state: OptimizerState<Scalar>) {
    for (layer, names) in bufferNames.enumerated() {
      let (means, variances) = (memory.means[layer], memory.variances[layer])
      _ = means.mutableValues.update(from: state.vector(names.mean, count: means.count))
      _ = variances.mutableValues.update(from: state.vector(names.variance, count: means.count))
    }
    if shape.normalization == .batch {
      guard let batches = state.words["batches"]?.first else {
        preconditionFailure("Network.restore: 0 words in batches, 1 is needed")
      }
      memory.batchesTracked = Int(batches)
    }
    if shape.dropout > 0 {
      guard let words = state.words["dropout"], let random = RandomStream(words: words) else {
        preconditionFailure(
          "Network.restore: \(state.words["dropout"]?.count ?? 0) words in dropout, 6 are needed")
      }
      memory.random = random
    }
  }

  /// PyTorch's names of the running statistics, by hidden layer; empty without any.
  var bufferNames: [(mean: String, variance: String, batches: String)] {
    guard shape.normalization == .batch else { return [] }
    return (0..<shape.layerCount - 1).map { layer in
      let module = layout.scale(layer).module
      return (
        "\(module).running_mean", "\(module).running_var", "\(module).num_batches_tracked"
      )
    }
  }
}
