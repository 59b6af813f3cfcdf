/// Cross-entropy of a softmax, both in one, through log-sum-exp.
///
///     L = 1/B · Σ (log Σ_c e^(z_c) − z_y),  ∂L/∂z = (softmax(z) − onehot(y))/B
///
/// The row's largest logit is taken off first, so that no exponential overflows. In nats.
///
/// > Source: Bridle, "Probabilistic Interpretation of Feedforward Classification Network Outputs",
/// > 1990.
package struct CrossEntropy: Loss {
  package let countsCorrect = true

  package init() {}

  package func evaluate<Scalar: TrainingScalar>(
    outputs: UnsafePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>, batch: Batch<Scalar>,
    columns: Int, _ set: InstructionSet
  ) -> LossSum {
    guard let labels = batch.labels else {
      preconditionFailure("CrossEntropy: \(batch.count) examples without labels")
    }
    let (loss, correct) = Scalar.softmaxCrossEntropy(
      set, outputs, gradient: gradient, labels: labels, rows: batch.count, columns: columns,
      scale: 1 / Scalar(batch.count))
    return LossSum(total: loss, correct: correct)
  }
}
