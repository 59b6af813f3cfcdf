/// Huber's loss: square near the target, linear beyond δ, so that outliers pull with limited force.
///
///     L = 1/(B·T) · Σ h(z − y),  h(d) = ½·d² for |d| ≤ δ, else δ·(|d| − ½·δ)
///     ∂L/∂z = clamp(z − y, −δ, δ)/(B·T)
///
/// > Source: Huber, "Robust Estimation of a Location Parameter", Annals of Mathematical Statistics
/// > 35 (1964); the mean over both axes is PyTorch's `HuberLoss`.
///
/// > Differs from: ``SquareLoss``, which has no half: within δ this one is half as large.
package struct HuberLoss: Loss {
  package let countsCorrect = false
  /// δ, above 0, in the targets' unit: where the loss turns linear.
  package let delta: Double

  /// Creates the loss.
  ///
  /// - Parameter delta: δ, above 0.
  package init(delta: Double = 1) {
    precondition(delta > 0, "HuberLoss: a δ of \(delta) is not above 0")
    self.delta = delta
  }

  package func evaluate<Scalar: TrainingScalar>(
    outputs: UnsafePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>, batch: Batch<Scalar>,
    columns: Int, _ set: InstructionSet
  ) -> LossSum {
    guard let targets = batch.targets else {
      preconditionFailure("HuberLoss: \(batch.count) examples without targets")
    }
    let count = batch.count * columns
    let sum = Scalar.huber(
      set, outputs, gradient: gradient, targets: targets, count: count, scale: 1 / Scalar(count),
      delta: Scalar(delta))
    return LossSum(total: sum / Double(columns))
  }

  package func squaredErrors<Scalar: TrainingScalar>(
    outputs: UnsafePointer<Scalar>, batch: Batch<Scalar>, columns: Int
  ) -> Double? {
    batch.squaredErrors(outputs, columns: columns) { $0 }
  }
}
