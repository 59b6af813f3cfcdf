/// An optimizer that asks for loss and gradient at places of its own choice, several a step.
///
/// L-BFGS searches along a line. Such rules see one and the same batch during a step, so that
/// they make sense for whole data sets rather than for small batches.
package protocol ClosureOptimizer<Scalar>: Optimizer {
  /// Moves the parameters by one step.
  ///
  /// - Parameters:
  ///   - parameters: θ; whatever stands there when `evaluate` is called is where it evaluates.
  ///   - gradients: ∂L/∂θ at the last evaluation. Shape as `parameters`.
  ///   - first: What the evaluation at the incoming parameters gave.
  ///   - examples: How many examples the losses are sums over.
  ///   - rate: η of this step.
  ///   - evaluate: Finds the loss at `parameters` and fills `gradients`.
  /// - Returns: `first`, or the first evaluation that was not finite, which ends the step.
  mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    first: BatchResult, examples: Int, rate: ScheduledRate, evaluate: () -> BatchResult
  ) -> BatchResult
}

extension ClosureOptimizer {
  package var takesOneGradient: Bool { false }

  package mutating func advance(
    _ network: borrowing Network<Scalar>, on batch: Batch<Scalar>, rate: ScheduledRate
  ) -> BatchResult {
    let first = network.lossAndGradient(batch)
    guard first.isFinite else { return first }
    return step(
      network.parameters.mutableValues, gradients: network.gradients.values, first: first,
      examples: batch.count, rate: rate, evaluate: { network.lossAndGradient(batch) })
  }
}
