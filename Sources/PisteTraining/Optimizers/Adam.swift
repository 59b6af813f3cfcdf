/// Adam, as Algorithm 1 of its paper has it; with `isAMSGrad`, AMSGrad.
///
///     g ← g + λ·θ
///     m ← β₁·m + (1 − β₁)·g
///     v ← β₂·v + (1 − β₂)·g²       (AMSGrad: w ← max(w, v), and w in the place of v below)
///     θ ← θ − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε)
///
/// > Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015,
/// > [arXiv:1412.6980](https://arxiv.org/abs/1412.6980), Algorithm 1; Reddi, Kale and Kumar, "On
/// > the Convergence of Adam and Beyond", ICLR 2018.
///
/// > Differs from: TensorFlow 1 and DeepOBS, which add ε before v is corrected, so that it weighs
/// > 1/√(1 − β₂ᵗ) as much more, 32 times at the first step: `isEpsilonHat` gives that; AMSGrad takes the largest *uncorrected*
/// > v and corrects it afterwards, as PyTorch does.
package struct Adam<Scalar: TrainingScalar>: Optimizer {
  private let weightDecay: Double
  private var moments: AdamMoments<Scalar>

  /// Creates the rule with the constants of the paper.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - beta1: β₁ in 0..<1, decay of the mean of gradients.
  ///   - beta2: β₂ in 0..<1, decay of the mean of squared gradients.
  ///   - epsilon: ε > 0, in units of the gradient.
  ///   - isEpsilonHat: Whether ε is added before v is corrected, the paper's second form.
  ///   - isAMSGrad: Whether to divide by the largest v so far.
  ///   - weightDecay: λ ≥ 0 of the L2 penalty ½λ‖θ‖², which is rescaled with the gradient.
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    isEpsilonHat: Bool = false, isAMSGrad: Bool = false, weightDecay: Double = 0,
    instructions: InstructionSet = .best
  ) {
    precondition(weightDecay >= 0, "Adam: weight decay \(weightDecay) is negative")
    self.weightDecay = weightDecay
    moments = AdamMoments(
      layout: layout, beta1: beta1, beta2: beta2, epsilon: epsilon, isAMSGrad: isAMSGrad,
      isEpsilonHat: isEpsilonHat, instructions: instructions)
  }

  @specialized(where Scalar == Float)
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
      parameters, gradients: gradients, rate: rate, penalty: weightDecay,
      shrink: 1)
  }

  package var isElementwise: Bool { true }

  @specialized(where Scalar == Float)
  package mutating func withElementwiseStep(
    rate: ScheduledRate, _ body: (ElementwiseStep<Scalar>) -> Void
  ) {
    moments.withStep(
      rate: rate, penalty: weightDecay, shrink: 1, body)
  }

  package var state: OptimizerState<Scalar> { moments.state }

  package mutating func restore(_ state: OptimizerState<Scalar>) { moments.restore(state) }
}

struct AdamRecipe: OptimizerRecipe {
  let learningRate, beta1, beta2, epsilon, weightDecay: Double
  let isAMSGrad, isEpsilonHat: Bool

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    beta1 = reader.number("optimizer.beta1")
    beta2 = reader.number("optimizer.beta2")
    epsilon = reader.number("optimizer.epsilon")
    weightDecay = reader.number("optimizer.weight_decay")
    isAMSGrad = reader.bool("optimizer.amsgrad")
    isEpsilonHat = reader.bool("optimizer.epsilon_hat")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    Adam(
      layout: context.layout, beta1: beta1, beta2: beta2, epsilon: epsilon,
      isEpsilonHat: isEpsilonHat, isAMSGrad: isAMSGrad, weightDecay: weightDecay,
      instructions: context.instructions)
  }
}
