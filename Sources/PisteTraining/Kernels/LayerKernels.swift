/// The activations that one pair of kernels computes, by the numbers of `CPisteKernels.h`.
package enum ActivationKernel: Int32, Sendable, CaseIterable {
  /// The parameter is the slope below 0.
  case leakyReLU = 0
  /// The parameter is α.
  case elu = 1
  /// Without a parameter, as those that follow.
  case selu = 2
  /// By the error function.
  case gelu = 3
  /// By the hyperbolic tangent.
  case geluTanh = 4
  /// z·σ(z).
  case silu = 5
  /// log(1 + eᶻ).
  case softplus = 6
}

/// The kernels of activations with a parameter, of normalization, dropout and further losses.
///
/// Each requirement is one kernel of `CPisteKernels`, described in its `layer-list.h`.
package protocol LayerKernels {
  /// `y = f(y + bias)`, row by row; keeps the sums where they are wanted.
  static func biasActivation(
    _ set: InstructionSet, _ kernel: ActivationKernel, parameter: Self,
    _ y: UnsafeMutablePointer<Self>, _ bias: UnsafePointer<Self>,
    sums: UnsafeMutablePointer<Self>?, rows: Int, columns: Int)
  /// `gradient *= f′`, found from outputs or from sums, as the activation has it.
  static func activationBackward(
    _ set: InstructionSet, _ kernel: ActivationKernel, parameter: Self,
    _ gradient: UnsafeMutablePointer<Self>, values: UnsafePointer<Self>, count: Int)
  /// `mask = stays` where a draw is at least `limit`, else 0.
  static func dropoutMask(
    _ set: InstructionSet, _ mask: UnsafeMutablePointer<Self>, draws: UnsafePointer<UInt32>,
    count: Int, limit: UInt32, stays: Self)
  /// `y *= factors`; keeps y as it was where that is wanted.
  static func multiply(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Self>, by factors: UnsafePointer<Self>,
    keeping kept: UnsafeMutablePointer<Self>?, count: Int)

  /// `y = scale·n` with n the rows of `y + bias` normalized.
  static func normalizeRows(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Self>, bias: UnsafePointer<Self>,
    scale: UnsafePointer<Self>, _ kept: NormalizedValues<Self>?, rows: Int, columns: Int)
  /// From the gradient of `scale·n` to that of the sums.
  static func normalizeRowsBackward(
    _ set: InstructionSet, _ gradient: UnsafeMutablePointer<Self>, scale: UnsafePointer<Self>,
    _ kept: NormalizedValues<Self>, rows: Int, columns: Int)
  /// `y = scale·n` with n the columns of `y + bias` normalized; moves the running statistics.
  static func normalizeColumns(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Self>, bias: UnsafePointer<Self>,
    scale: UnsafePointer<Self>, _ kept: NormalizedValues<Self>,
    _ running: RunningStatistics<Self>, rows: Int, columns: Int)
  /// `y = scale·n` with n by running statistics.
  static func normalizeColumnsFixed(
    _ set: InstructionSet, _ y: UnsafeMutablePointer<Self>, bias: UnsafePointer<Self>,
    scale: UnsafePointer<Self>, _ running: RunningStatistics<Self>, rows: Int, columns: Int)
  /// From the gradient of `scale·n` to that of the sums.
  static func normalizeColumnsBackward(
    _ set: InstructionSet, _ gradient: UnsafeMutablePointer<Self>, scale: UnsafePointer<Self>,
    _ kept: NormalizedValues<Self>, scaleGradient: UnsafePointer<Self>,
    shiftGradient: UnsafePointer<Self>, rows: Int, columns: Int)
  /// The gradients of scale and shift from that of the normalization's outputs.
  static func normalizationGradients(
    _ set: InstructionSet, scale: UnsafeMutablePointer<Self>, shift: UnsafeMutablePointer<Self>,
    _ gradient: UnsafePointer<Self>, normal: UnsafePointer<Self>, rows: Int, columns: Int)

  /// Softmax with cross-entropy against smoothed labels; returns as the plain one.
  static func smoothedCrossEntropy(
    _ set: InstructionSet, _ logits: UnsafePointer<Self>, gradient: UnsafeMutablePointer<Self>,
    labels: UnsafePointer<Int32>, rows: Int, columns: Int, scale: Self, smoothing: Self
  ) -> (loss: Double, correct: Int)
  /// Huber's loss; returns its sum over all numbers.
  static func huber(
    _ set: InstructionSet, _ outputs: UnsafePointer<Self>, gradient: UnsafeMutablePointer<Self>,
    targets: UnsafePointer<Self>, count: Int, scale: Self, delta: Self
  ) -> Double
  /// Hinge loss of one logit a row; returns the rows' summed loss and how many are right.
  static func hinge(
    _ set: InstructionSet, _ logits: UnsafePointer<Self>, gradient: UnsafeMutablePointer<Self>,
    targets: UnsafePointer<Self>, rows: Int, scale: Self, margin: Self
  ) -> (loss: Double, correct: Int)
  /// Hinge loss of several classes, not divided by them; returns as that of one logit.
  static func multiMargin(
    _ set: InstructionSet, _ logits: UnsafePointer<Self>, gradient: UnsafeMutablePointer<Self>,
    labels: UnsafePointer<Int32>, rows: Int, columns: Int, scale: Self, margin: Self
  ) -> (loss: Double, correct: Int)
}

/// What a normalization's forward pass keeps for its backward pass.
package struct NormalizedValues<Scalar> {
  /// n, the normalized sums, `[rows, columns]`.
  let normal: UnsafeMutablePointer<Scalar>
  /// 1/√(variance + ε) of each row, or of each column in batch normalization.
  let inverse: UnsafeMutablePointer<Scalar>
}

/// A batch normalization's memory of the batches seen, and room to compute in.
package struct RunningStatistics<Scalar> {
  /// The running mean of each column.
  let mean: UnsafeMutablePointer<Scalar>
  /// The running variance of each column, without bias.
  let variance: UnsafeMutablePointer<Scalar>
  /// Room for twice as many numbers as there are columns.
  let work: UnsafeMutablePointer<Double>
}
