/// The logistic function: squashes to 0…1.
///
///     f(z) = 1/(1 + e⁻ᶻ),  f′ = f(1 − f)
///
/// > Source: Cox, "The Regression Analysis of Binary Sequences", 1958.
package struct Sigmoid: Activation {
  package let gain = 1.0

  package init() {}

  package func apply<Scalar: TrainingScalar>(
    _ outputs: UnsafeMutablePointer<Scalar>, bias: UnsafePointer<Scalar>,
    keeping sums: UnsafeMutablePointer<Scalar>?, rows: Int, columns: Int, _ set: InstructionSet
  ) {
    Scalar.biasSigmoid(set, outputs, bias, rows: rows, columns: columns)
  }

  package func multiplyDerivative<Scalar: TrainingScalar>(
    _ gradient: UnsafeMutablePointer<Scalar>, at values: UnsafePointer<Scalar>, count: Int,
    _ set: InstructionSet
  ) {
    Scalar.sigmoidBackward(set, gradient, output: values, count: count)
  }
}
