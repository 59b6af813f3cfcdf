/// Lion: the sign of an interpolation between momentum and gradient.
///
///     u = sign(β₁·m + (1 − β₁)·g)
///     m ← β₂·m + (1 − β₂)·g
///     θ ← θ − η·(u + λ·θ)
///
/// Every parameter moves by η, so that rates are three to ten times smaller than Adam's, and λ
/// as much larger.
///
/// > Source: Chen et al., "Symbolic Discovery of Optimization Algorithms", 2023,
/// > [arXiv:2302.06675](https://arxiv.org/abs/2302.06675), Algorithm 2.
///
/// > Differs from: rules with an L2 penalty in that its decay is decoupled; variant and defaults
/// > are optax's.
package struct Lion<Scalar: TrainingScalar>: Optimizer {
  private let beta1, beta2, weightDecay: Double
  private var memory: RuleMemory<Scalar>

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - beta1: β₁ in 0..<1, share of the momentum in the step.
  ///   - beta2: β₂ in 0..<1, decay of the momentum.
  ///   - weightDecay: λ ≥ 0; a step takes the share η·λ of each parameter away.
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, beta1: Double = 0.9, beta2: Double = 0.99, weightDecay: Double = 1e-3,
    instructions: InstructionSet = .best
  ) {
    requireShare(beta1, "beta1", of: "Lion")
    requireShare(beta2, "beta2", of: "Lion")
    requireNotNegative(weightDecay, "weight decay", of: "Lion")
    self.beta1 = beta1
    self.beta2 = beta2
    self.weightDecay = weightDecay
    memory = RuleMemory("Lion", layout: layout, vectors: ["mean"], instructions: instructions)
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    _ = memory.beginStep(parameters)
    let beta1 = rate.momentum ?? beta1
    memory.run(
      .lion, parameters, gradients: gradients,
      RuleFactors(
        rate: rate.learningRate, shrink: weightDecay, keep1: beta1, intake1: 1 - beta1,
        keep2: beta2, intake2: 1 - beta2))
  }

  package var state: OptimizerState<Scalar> { memory.state() }

  package mutating func restore(_ state: OptimizerState<Scalar>) { memory.restore(state) }
}

struct LionRecipe: OptimizerRecipe {
  let learningRate, beta1, beta2, weightDecay: Double

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    beta1 = reader.number("optimizer.beta1")
    beta2 = reader.number("optimizer.beta2")
    weightDecay = reader.number("optimizer.weight_decay")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    Lion(
      layout: context.layout, beta1: beta1, beta2: beta2, weightDecay: weightDecay,
      instructions: context.instructions)
  }
}
