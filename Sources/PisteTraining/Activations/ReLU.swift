/// The rectified linear unit: passes what is positive.
///
///     f(z) = max(0, z),  f′ = 1 for z > 0, else 0
///
/// > Source: Nair and Hinton, ICML 2010. The slope at 0 is 0, as in PyTorch.
package struct ReLU: Activation {
  package let gain = 2.0.squareRoot()

  package init() {}

  package func apply<Scalar: TrainingScalar>(
    _ outputs: UnsafeMutablePointer<Scalar>, bias: UnsafePointer<Scalar>,
    keeping sums: UnsafeMutablePointer<Scalar>?, rows: Int, columns: Int, _ set: InstructionSet
  ) {
    Scalar.biasReLU(set, outputs, bias, rows: rows, columns: columns)
  }

  package func multiplyDerivative<Scalar: TrainingScalar>(
    _ gradient: UnsafeMutablePointer<Scalar>, at values: UnsafePointer<Scalar>, count: Int,
    _ set: InstructionSet
  ) {
    Scalar.reluBackward(set, gradient, output: values, count: count)
  }
}
