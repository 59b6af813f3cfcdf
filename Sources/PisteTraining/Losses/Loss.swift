/// What training makes small, together with the output function it is fused with.
package protocol Loss: Sendable {
  /// Whether an output can be right or wrong, so that there is an accuracy.
  var countsCorrect: Bool { get }

  /// The loss of a batch, and its gradient with respect to the last layer's outputs.
  ///
  /// > Shapes: outputs, gradient `[B, columns]`, both row-major.
  ///
  /// - Parameters:
  ///   - outputs: What the last layer gave, before softmax or logistic function.
  ///   - gradient: Where ∂L/∂outputs goes, L being the mean over the batch.
  ///   - batch: The examples with their labels or targets.
  ///   - columns: Width of the output.
  ///   - set: Which form of the kernels runs.
  /// - Returns: The losses' sum over the examples, and how many are right.
  func evaluate<Scalar: TrainingScalar>(
    outputs: UnsafePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>, batch: Batch<Scalar>,
    columns: Int, _ set: InstructionSet
  ) -> LossSum

  /// How far off the predictions are, whatever is made small; nil where what is predicted is no
  /// number.
  ///
  /// > Shapes: outputs `[B, columns]`, row-major.
  ///
  /// - Parameters:
  ///   - outputs: What the last layer gave.
  ///   - batch: The examples with their targets.
  ///   - columns: Width of the output.
  /// - Returns: The examples' squared errors, each the mean over the targets, added up.
  func squaredErrors<Scalar: TrainingScalar>(
    outputs: UnsafePointer<Scalar>, batch: Batch<Scalar>, columns: Int
  ) -> Double?
}

extension Loss {
  package func squaredErrors<Scalar: TrainingScalar>(
    outputs: UnsafePointer<Scalar>, batch: Batch<Scalar>, columns: Int
  ) -> Double? { nil }
}

/// The losses of some examples, added up.
package struct LossSum: Sendable, Hashable {
  /// The sum of the examples' losses.
  package var total: Double
  /// How many examples are classified rightly.
  package var correct: Int

  /// Creates the sum over no example.
  package init(total: Double = 0, correct: Int = 0) {
    self.total = total
    self.correct = correct
  }
}
