/// Cross-entropy of a softmax, both in one, through log-sum-exp, with smoothed labels by setting.
///
///     q = (1 − ε)·onehot(y) + ε/C
///     L = 1/B · Σ (log Σ_c e^(z_c) − Σ_c q_c·z_c),  ∂L/∂z = (softmax(z) − q)/B
///
/// The row's largest logit is taken off first, so that no exponential overflows. In nats.
///
/// > Source: Bridle, "Probabilistic Interpretation of Feedforward Classification Network Outputs",
/// > 1990; Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, "Rethinking the Inception Architecture for
/// > Computer Vision", 2016, [arXiv:1512.00567](https://arxiv.org/abs/1512.00567) (smoothing).
package struct CrossEntropy: Loss {
  package let countsCorrect = true
  /// ε, in 0...1: the share of the target that is spread over all classes.
  package let labelSmoothing: Double

  /// Creates the loss.
  ///
  /// - Parameter labelSmoothing: ε, in 0...1; 0 for hard labels.
  package init(labelSmoothing: Double = 0) {
    precondition(
      (0...1).contains(labelSmoothing),
      "CrossEntropy: a label smoothing of \(labelSmoothing) is outside 0...1")
    self.labelSmoothing = labelSmoothing
  }

  package func evaluate<Scalar: TrainingScalar>(
    outputs: UnsafePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>, batch: Batch<Scalar>,
    columns: Int, _ set: InstructionSet
  ) -> LossSum {
    guard let labels = batch.labels else {
      preconditionFailure("CrossEntropy: \(batch.count) examples without labels")
    }
    let scale = 1 / Scalar(batch.count)
    let (loss, correct) =
      labelSmoothing == 0
      ? Scalar.softmaxCrossEntropy(
        set, outputs, gradient: gradient, labels: labels, rows: batch.count, columns: columns,
        scale: scale)
      : Scalar.smoothedCrossEntropy(
        set, outputs, gradient: gradient, labels: labels, rows: batch.count, columns: columns,
        scale: scale, smoothing: Scalar(labelSmoothing))
    return LossSum(total: loss, correct: correct)
  }
}
