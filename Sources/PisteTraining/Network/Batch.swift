/// Some examples, one below the other, with what is to be said of them.
///
/// The memory belongs to somebody else, who keeps it for as long as the batch is used.
package struct Batch<Scalar: TrainingScalar> {
  /// Inputs, row-major `[count, D]`.
  package let inputs: UnsafePointer<Scalar>
  /// Classes from 0, `[count]`; nil unless the task has classes.
  package let labels: UnsafePointer<Int32>?
  /// Numbers to be predicted, `[count, T]`, or 0 and 1 of two classes; nil for more classes.
  package let targets: UnsafePointer<Scalar>?
  /// B, the number of examples.
  package let count: Int

  /// Creates a batch over memory that outlives it.
  package init(
    inputs: UnsafePointer<Scalar>, labels: UnsafePointer<Int32>?, targets: UnsafePointer<Scalar>?,
    count: Int
  ) {
    self.inputs = inputs
    self.labels = labels
    self.targets = targets
    self.count = count
  }
}

/// What a batch's forward and backward pass measured.
package struct BatchResult: Sendable, Hashable {
  /// Losses and hits, added up over the examples.
  package var sum: LossSum
  /// Σ g² over all parameters.
  package var gradientSquares: Double
  /// Whether all parameters are finite after the step; nil where nobody has looked.
  package var parametersAreFinite: Bool?

  /// Creates what was measured.
  package init(sum: LossSum, gradientSquares: Double) {
    self.sum = sum
    self.gradientSquares = gradientSquares
  }

  /// Whether loss and gradient are numbers that a step may be taken with.
  package var isFinite: Bool { sum.total.isFinite && gradientSquares.isFinite }
}
