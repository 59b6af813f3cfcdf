/// The loss of logistic regression: one logit for two classes, targets 0 and 1.
///
///     L = 1/B · Σ log(1 + eᶻ) − y·z,  ∂L/∂z = (σ(z) − y)/B
///
/// Computed as max(z, 0) − y·z + log(1 + e^−|z|), which overflows nowhere. In nats. Class 1 is
/// predicted where z > 0.
///
/// > Source: Cox, "The Regression Analysis of Binary Sequences", 1958.
package struct LogisticLoss: Loss {
  package let countsCorrect = true

  package init() {}

  package func evaluate<Scalar: TrainingScalar>(
    outputs: UnsafePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>, batch: Batch<Scalar>,
    columns: Int, _ set: InstructionSet
  ) -> LossSum {
    precondition(columns == 1, "LogisticLoss: \(columns) outputs, but it reads 1")
    guard let targets = batch.targets else {
      preconditionFailure("LogisticLoss: \(batch.count) examples without targets")
    }
    let (loss, correct) = Scalar.logistic(
      set, outputs, gradient: gradient, targets: targets, rows: batch.count,
      scale: 1 / Scalar(batch.count))
    return LossSum(total: loss, correct: correct)
  }
}
