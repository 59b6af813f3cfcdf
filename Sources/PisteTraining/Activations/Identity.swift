/// The identity: a layer of the network stays linear.
///
///     f(z) = z,  f′ = 1
///
/// > Source: Baldi and Hornik, "Neural Networks and Principal Component Analysis: Learning from
/// > Examples Without Local Minima", Neural Networks 2 (1989).
package struct Identity: Activation {
  package let gain = 1.0

  package init() {}

  package func apply<Scalar: TrainingScalar>(
    _ outputs: UnsafeMutablePointer<Scalar>, bias: UnsafePointer<Scalar>,
    keeping sums: UnsafeMutablePointer<Scalar>?, rows: Int, columns: Int, _ set: InstructionSet
  ) {
    Scalar.biasIdentity(set, outputs, bias, rows: rows, columns: columns)
  }

  package func multiplyDerivative<Scalar: TrainingScalar>(
    _ gradient: UnsafeMutablePointer<Scalar>, at values: UnsafePointer<Scalar>, count: Int,
    _ set: InstructionSet
  ) {
    // The derivative is 1.
  }
}
