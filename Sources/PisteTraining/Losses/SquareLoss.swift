/// The mean of squared differences over examples and targets, without a half.
///
///     L = 1/(B·T) · Σ (z − y)²,  ∂L/∂z = 2(z − y)/(B·T)
///
/// > Source: Legendre, "Nouvelles méthodes pour la détermination des orbites des comètes", 1805;
/// > the mean over both axes is PyTorch's `MSELoss`.
///
/// > Differs from: textbooks that put ½ in front, whose gradient is half as long.
package struct SquareLoss: Loss {
  package let countsCorrect = false

  package init() {}

  package func evaluate<Scalar: TrainingScalar>(
    outputs: UnsafePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>, batch: Batch<Scalar>,
    columns: Int, _ set: InstructionSet
  ) -> LossSum {
    guard let targets = batch.targets else {
      preconditionFailure("SquareLoss: \(batch.count) examples without targets")
    }
    let count = batch.count * columns
    let squares = Scalar.square(
      set, outputs, gradient: gradient, targets: targets, count: count, scale: 2 / Scalar(count))
    return LossSum(total: squares / Double(columns))
  }

  package func squaredErrors<Scalar: TrainingScalar>(
    outputs: UnsafePointer<Scalar>, batch: Batch<Scalar>, columns: Int
  ) -> Double? {
    batch.squaredErrors(outputs, columns: columns) { $0 }
  }
}
