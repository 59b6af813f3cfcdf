/// The loss of support vector machines: nothing where the right side wins by a margin.
///
///     two classes, one logit:  L = 1/B · Σ max(0, m − s·z),  s = ±1
///     several classes:         L = 1/B · Σ 1/C · Σ_{j≠y} max(0, m − z_y + z_j)
///
/// Slopes at the kink are 0. The batch decides which it is: labels mean several classes, targets
/// of 0 and 1 mean two.
///
/// > Source: Cortes and Vapnik, "Support-Vector Networks", Machine Learning 20 (1995); the sum over
/// > classes is that of Weston and Watkins, 1999, as PyTorch's `MultiMarginLoss` with p = 1, which
/// > divides by C.
package struct HingeLoss: Loss {
  package let countsCorrect = true
  /// m, above 0: by how much the right side has to win.
  package let margin: Double

  /// Creates the loss.
  ///
  /// - Parameter margin: m, above 0.
  package init(margin: Double = 1) {
    precondition(margin > 0, "HingeLoss: a margin of \(margin) is not above 0")
    self.margin = margin
  }

  package func evaluate<Scalar: TrainingScalar>(
    outputs: UnsafePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>, batch: Batch<Scalar>,
    columns: Int, _ set: InstructionSet
  ) -> LossSum {
    if let labels = batch.labels {
      let (loss, correct) = Scalar.multiMargin(
        set, outputs, gradient: gradient, labels: labels, rows: batch.count, columns: columns,
        scale: 1 / (Scalar(batch.count) * Scalar(columns)), margin: Scalar(margin))
      return LossSum(total: loss / Double(columns), correct: correct)
    }
    precondition(columns == 1, "HingeLoss: \(columns) outputs without labels, but it reads 1")
    guard let targets = batch.targets else {
      preconditionFailure("HingeLoss: \(batch.count) examples without labels and targets")
    }
    let (loss, correct) = Scalar.hinge(
      set, outputs, gradient: gradient, targets: targets, rows: batch.count,
      scale: 1 / Scalar(batch.count), margin: Scalar(margin))
    return LossSum(total: loss, correct: correct)
  }
}
