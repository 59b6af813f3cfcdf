/// A function between two layers, applied to each number by itself.
package protocol Activation: Sendable {
  /// What initializers multiply weights by, so that the variance stays level through such units.
  var gain: Double { get }

  /// What the slope is found from on the way back.
  var slopeSource: SlopeSource { get }

  /// Adds the layer's bias to every row and applies the function, in one pass.
  ///
  /// > Shapes: outputs, sums `[rows, columns]`, outputs in place; bias `[columns]`.
  ///
  /// - Parameters:
  ///   - outputs: The products of inputs and weights, which become the function's values.
  ///   - bias: What is added to every row.
  ///   - sums: Where z goes; nil where it is not wanted, as always where ``slopeSource`` is
  ///     ``SlopeSource/output``.
  ///   - rows: How many examples.
  ///   - columns: The layer's width.
  ///   - set: Which form of the kernels runs.
  func apply<Scalar: TrainingScalar>(
    _ outputs: UnsafeMutablePointer<Scalar>, bias: UnsafePointer<Scalar>,
    keeping sums: UnsafeMutablePointer<Scalar>?, rows: Int, columns: Int, _ set: InstructionSet)

  /// Multiplies the gradient by the function's slope.
  ///
  /// > Shapes: gradient `[count]`, in place, from ∂L/∂f to ∂L/∂z; values `[count]`, f(z) or z, as
  /// > ``slopeSource`` says.
  func multiplyDerivative<Scalar: TrainingScalar>(
    _ gradient: UnsafeMutablePointer<Scalar>, at values: UnsafePointer<Scalar>, count: Int,
    _ set: InstructionSet)
}

/// What an activation's slope is found from.
package enum SlopeSource: Sendable {
  /// The function's value, which the next layer needs anyway.
  case output
  /// z itself, which has to be kept, since two of them may share a value.
  case sums
}

extension Activation {
  package var slopeSource: SlopeSource { .output }
}

/// An activation that the pair of dispatching kernels computes.
protocol KernelActivation: Activation {
  /// Which of the kernels' functions it is.
  var kernel: ActivationKernel { get }
  /// The function's parameter; 0 where it has none.
  var parameter: Double { get }
}

extension KernelActivation {
  var parameter: Double { 0 }

  package func apply<Scalar: TrainingScalar>(
    _ outputs: UnsafeMutablePointer<Scalar>, bias: UnsafePointer<Scalar>,
    keeping sums: UnsafeMutablePointer<Scalar>?, rows: Int, columns: Int, _ set: InstructionSet
  ) {
    Scalar.biasActivation(
      set, kernel, parameter: Scalar(parameter), outputs, bias, sums: sums, rows: rows,
      columns: columns)
  }

  package func multiplyDerivative<Scalar: TrainingScalar>(
    _ gradient: UnsafeMutablePointer<Scalar>, at values: UnsafePointer<Scalar>, count: Int,
    _ set: InstructionSet
  ) {
    Scalar.activationBackward(
      set, kernel, parameter: Scalar(parameter), gradient, values: values, count: count)
  }
}
