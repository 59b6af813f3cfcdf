/// An optimizer that looks at what each layer saw: activations and output gradients.
///
/// K-FAC builds its factors from them. It is shown the network between the forward pass and the
/// backward pass of the loss, so that it may send gradients of its own back first, as those of
/// labels sampled from the model, and watch them with `Network.visitBackwards`.
package protocol CurvatureOptimizer<Scalar>: Optimizer {
  /// Looks at the network after the forward pass of `batch`.
  ///
  /// - Parameters:
  ///   - network: Its `outputs` and `outputGradient` are those of the batch; whatever is written
  ///     over the latter is put right afterwards.
  ///   - batch: The examples of this step.
  mutating func observe(_ network: borrowing Network<Scalar>, batch: Batch<Scalar>)

  /// Whether the next step is one before which it wants to look; if not, a forward pass is saved.
  var isObservationDue: Bool { get }
}

extension CurvatureOptimizer {
  package var isObservationDue: Bool { true }

  package var takesOneGradient: Bool { false }

  package mutating func advance(
    _ network: borrowing Network<Scalar>, on batch: Batch<Scalar>, rate: ScheduledRate
  ) -> BatchResult {
    guard network.trainingLoss(batch).total.isFinite else {
      return network.gradientOfLastPass(batch)
    }
    if isObservationDue { observe(network, batch: batch) }
    var result = network.gradientOfLastPass(batch)
    guard result.isFinite else { return result }
    result.parametersAreFinite = checkedStep(
      network.parameters.mutableValues, gradients: network.gradients.values, rate: rate)
    return result
  }
}
