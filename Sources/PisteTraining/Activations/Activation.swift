/// A function between two layers, applied to each number by itself.
package protocol Activation: Sendable {
  /// What initializers multiply weights by, so that the variance stays level through such units.
  var gain: Double { get }

  /// Adds the layer's bias to every row and applies the function, in one pass.
  ///
  /// > Shapes: outputs `[rows, columns]`, in place; bias `[columns]`.
  func apply<Scalar: TrainingScalar>(
    _ outputs: UnsafeMutablePointer<Scalar>, bias: UnsafePointer<Scalar>, rows: Int, columns: Int,
    _ set: InstructionSet)

  /// Multiplies the gradient by the function's slope, which is found from the function's value.
  ///
  /// > Shapes: gradient `[count]`, in place, from ∂L/∂f to ∂L/∂z; output `[count]`, f(z).
  func multiplyDerivative<Scalar: TrainingScalar>(
    _ gradient: UnsafeMutablePointer<Scalar>, output: UnsafePointer<Scalar>, count: Int,
    _ set: InstructionSet)
}
