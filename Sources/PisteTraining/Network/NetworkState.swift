internal import PisteCore

/// What a network remembers besides its parameters, as a checkpoint keeps it.
///
/// Layers that draw numbers or keep running means put them here; a network without such has none.
package struct NetworkState<Scalar: TrainingScalar>: Sendable, Hashable {
  /// Vectors by name, as the running means of batch normalization.
  package var vectors: [String: [Scalar]]
  /// Numbers by name, as counts.
  package var numbers: [String: Double]
  /// Whole numbers by name that are to be kept to the last bit, as dropout's random stream.
  package var words: [String: [UInt64]]

  /// Creates a state.
  package init(
    vectors: [String: [Scalar]] = [:], numbers: [String: Double] = [:],
    words: [String: [UInt64]] = [:]
  ) {
    self.vectors = vectors
    self.numbers = numbers
    self.words = words
  }
}

extension Network {
  /// All that the next step or evaluation depends on besides the parameters.
  package var state: NetworkState<Scalar> {
    var state = NetworkState<Scalar>()
    for (layer, buffers) in zip(memory.means, memory.variances).enumerated() {
      state.vectors["mean.\(layer)"] = Array(buffers.0.values)
      state.vectors["variance.\(layer)"] = Array(buffers.1.values)
    }
    if !memory.means.isEmpty { state.numbers["batches"] = Double(memory.batchesTracked) }
    if shape.dropout > 0 { state.words["dropout"] = memory.random.words }
    return state
  }

  /// Takes up the state that another network of the same making had.
  package func restore(_ state: NetworkState<Scalar>) {
    for (layer, buffers) in zip(memory.means, memory.variances).enumerated() {
      Self.fill(buffers.0, from: state.vectors["mean.\(layer)"])
      Self.fill(buffers.1, from: state.vectors["variance.\(layer)"])
    }
    memory.batchesTracked = Int(state.numbers["batches"] ?? 0)
    guard shape.dropout > 0 else { return }
    guard let random = RandomStream(words: state.words["dropout"] ?? []) else {
      preconditionFailure(
        "Network.restore: \(state.words["dropout"]?.count ?? 0) words of the stream, 6 are needed")
    }
    memory.random = random
  }

  private static func fill(_ buffer: AlignedBuffer<Scalar>, from values: [Scalar]?) {
    let values = values ?? []
    precondition(
      values.count == buffer.count,
      "Network.restore: \(values.count) numbers, \(buffer.count) are needed")
    _ = buffer.mutableValues.update(from: values)
  }
}
