/// The hyperbolic tangent: squashes to −1…1.
///
///     f(z) = tanh z,  f′ = 1 − f²
///
/// > Source: LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998.
package struct Tanh: Activation {
  package let gain = 5.0 / 3

  package init() {}

  package func apply<Scalar: TrainingScalar>(
    _ outputs: UnsafeMutablePointer<Scalar>, bias: UnsafePointer<Scalar>,
    keeping sums: UnsafeMutablePointer<Scalar>?, rows: Int, columns: Int, _ set: InstructionSet
  ) {
    Scalar.biasTanh(set, outputs, bias, rows: rows, columns: columns)
  }

  package func multiplyDerivative<Scalar: TrainingScalar>(
    _ gradient: UnsafeMutablePointer<Scalar>, at values: UnsafePointer<Scalar>, count: Int,
    _ set: InstructionSet
  ) {
    Scalar.tanhBackward(set, gradient, output: values, count: count)
  }
}
