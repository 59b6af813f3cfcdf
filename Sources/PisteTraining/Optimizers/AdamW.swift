/// Adam whose weight decay acts on the parameters and not through the gradient.
///
///     θ ← θ − η·λ·θ
///     then the step of Adam with the gradient alone
///
/// > Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019,
/// > [arXiv:1711.05101](https://arxiv.org/abs/1711.05101).
///
/// > Differs from: the paper, where the schedule multiplies λ but η does not; here, as in PyTorch,
/// > a step takes η·λ of each parameter away.
package struct AdamW<Scalar: TrainingScalar>: Optimizer {
  private let weightDecay: Double
  private var moments: AdamMoments<Scalar>

  /// Creates the rule with the constants of the paper.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - beta1: β₁ in 0..<1, decay of the mean of gradients.
  ///   - beta2: β₂ in 0..<1, decay of the mean of squared gradients.
  ///   - epsilon: ε > 0, in units of the gradient.
  ///   - isAMSGrad: Whether to divide by the largest v so far.
  ///   - weightDecay: λ ≥ 0; a step takes the share η·λ of each parameter away.
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    isAMSGrad: Bool = false, weightDecay: Double = 0.01, instructions: InstructionSet = .best
  ) {
    precondition(weightDecay >= 0, "AdamW: weight decay \(weightDecay) is negative")
    self.weightDecay = weightDecay
    moments = AdamMoments(
      layout: layout, beta1: beta1, beta2: beta2, epsilon: epsilon, isAMSGrad: isAMSGrad,
      instructions: instructions)
  }

  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    _ = checkedStep(parameters, gradients: gradients, rate: rate)
  }

  @specialized(where Scalar == Float)
  package mutating func checkedStep(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) -> Bool? {
    moments.step(
      parameters, gradients: gradients, rate: rate, penalty: 0,
      shrink: 1 - rate.learningRate * weightDecay)
  }

  package var isElementwise: Bool { true }

  @specialized(where Scalar == Float)
  package mutating func withElementwiseStep(
    rate: ScheduledRate, _ body: (ElementwiseStep<Scalar>) -> Void
  ) {
    moments.withStep(
      rate: rate, penalty: 0, shrink: 1 - rate.learningRate * weightDecay, body)
  }

  package var state: OptimizerState<Scalar> { moments.state }

  package mutating func restore(_ state: OptimizerState<Scalar>) { moments.restore(state) }
}

struct AdamWRecipe: OptimizerRecipe {
  let learningRate, beta1, beta2, epsilon, weightDecay: Double
  let isAMSGrad: Bool

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    beta1 = reader.number("optimizer.beta1")
    beta2 = reader.number("optimizer.beta2")
    epsilon = reader.number("optimizer.epsilon")
    weightDecay = reader.number("optimizer.weight_decay")
    isAMSGrad = reader.bool("optimizer.amsgrad")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    AdamW(
      layout: context.layout, beta1: beta1, beta2: beta2, epsilon: epsilon, isAMSGrad: isAMSGrad,
      weightDecay: weightDecay, instructions: context.instructions)
  }
}
