/// One step of a rule that treats every number by itself, to be taken range by range.
///
/// In whatever order the ranges come, the parameters have the bits of the step taken at once.
package struct ElementwiseStep<Scalar: TrainingScalar> {
  /// What is done to each number.
  enum Rule {
    /// Gradient descent with an L2 penalty.
    case descent(rate: Scalar, penalty: Scalar)
    /// A step with velocity, the first vector of the memory.
    case momentum(MomentumFactors<Scalar>)
    /// A step of Adam with mean and square; of AMSGrad where there is a third vector.
    case adam(AdamFactors<Scalar>)
  }

  let rule: Rule
  /// The rule's own vectors, laid out as the parameters.
  let memory: RuleVectors<Scalar>
  let instructions: InstructionSet

  /// Takes the step for `count` numbers from `offset` on.
  ///
  /// - Parameters:
  ///   - parameters: θ, the whole vector.
  ///   - g: ∂L/∂θ of that range alone.
  ///   - offset: Where the range begins.
  ///   - count: How long it is.
  /// - Returns: Whether all parameters of the range are finite now.
  func take(
    _ parameters: UnsafeMutablePointer<Scalar>, gradient g: UnsafePointer<Scalar>,
    from offset: Int, count: Int
  ) -> Bool {
    let theta = parameters + offset
    switch rule {
    case .descent(let rate, let penalty):
      return Scalar.sgdStep(
        instructions, theta, gradients: g, count: count, rate: rate, penalty: penalty)
    case .momentum(let factors):
      guard let velocity = memory.first else { return true }
      return Scalar.momentumStep(
        instructions, theta, gradients: g, velocity: velocity + offset, count: count, factors)
    case .adam(let factors):
      guard let mean = memory.first, let square = memory.second else { return true }
      return Scalar.adamStep(
        instructions, theta, gradients: g, mean: mean + offset, square: square + offset,
        largest: memory.third.map { $0 + offset }, count: count, factors)
    }
  }
}
