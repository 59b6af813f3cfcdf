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
  package var state: NetworkState<Scalar> { NetworkState() }

  /// Takes up the state that another network of the same making had.
  package func restore(_ state: NetworkState<Scalar>) {}
}
