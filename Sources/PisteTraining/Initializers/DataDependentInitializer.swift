/// An initializer that adjusts what it drew to what the network does with the first rows.
package protocol DataDependentInitializer: WeightInitializer {
  /// Changes the parameters of a network that has been filled.
  ///
  /// - Parameters:
  ///   - network: The network, weights and biases drawn.
  ///   - inputs: Training rows in file order, `[rows, D]`.
  ///   - rows: How many there are, at least 1.
  func adjust<Scalar: TrainingScalar>(
    _ network: borrowing Network<Scalar>, to inputs: UnsafePointer<Scalar>, rows: Int)
}

extension Recipe {
  /// Gives a network its first parameters.
  ///
  /// Weights and biases draw from streams of their own. What depends on data sees as many of the
  /// training rows, in file order, as there are in a batch.
  ///
  /// - Parameters:
  ///   - network: The network to fill.
  ///   - seed: The run's seed.
  ///   - examples: The training rows.
  func initialize(_ network: borrowing Network<Float>, seed: UInt64, firstRows examples: Examples) {
    network.initialize(by: initializer, biases: biases, seed: seed)
    guard let initializer = initializer as? any DataDependentInitializer,
      let inputs = examples.inputs
    else { return }
    initializer.adjust(network, to: inputs, rows: min(batchSize, examples.count))
  }
}
