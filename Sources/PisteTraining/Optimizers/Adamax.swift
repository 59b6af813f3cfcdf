private import Foundation

/// Adamax: Adam with the largest recent gradient in the place of the root mean square.
///
///     g ← g + λ·θ
///     m ← β₁·m + (1 − β₁)·g
///     u ← max(β₂·u, |g| + ε)
///     θ ← θ − η/(1 − β₁ᵗ) · m/u
///
/// > Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015,
/// > [arXiv:1412.6980](https://arxiv.org/abs/1412.6980), Algorithm 2.
///
/// > Differs from: the paper, which has no ε and divides by zero where no gradient ever came.
package struct Adamax<Scalar: TrainingScalar>: Optimizer {
  private let beta1, beta2, epsilon, weightDecay: Double
  private var memory: RuleMemory<Scalar>

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - beta1: β₁ in 0..<1, decay of the mean of gradients.
  ///   - beta2: β₂ in 0..<1, decay of the largest gradient.
  ///   - epsilon: ε > 0, in units of the gradient.
  ///   - weightDecay: λ ≥ 0 of the L2 penalty ½λ‖θ‖².
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    weightDecay: Double = 0, instructions: InstructionSet = .best
  ) {
    requireShare(beta1, "beta1", of: "Adamax")
    requireShare(beta2, "beta2", of: "Adamax")
    requirePositive(epsilon, "epsilon", of: "Adamax")
    requireNotNegative(weightDecay, "weight decay", of: "Adamax")
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    memory = RuleMemory(
      "Adamax", layout: layout, vectors: ["mean", "largest"], instructions: instructions)
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    let t = memory.beginStep(parameters)
    let beta1 = rate.momentum ?? beta1
    memory.run(
      .adamax, parameters, gradients: gradients,
      RuleFactors(
        rate: rate.learningRate / (1 - pow(beta1, Double(t))), penalty: weightDecay,
        intake1: 1 - beta1, keep2: beta2, outside: epsilon))
  }

  package var state: OptimizerState<Scalar> { memory.state() }

  package mutating func restore(_ state: OptimizerState<Scalar>) { memory.restore(state) }
}

struct AdamaxRecipe: OptimizerRecipe {
  let learningRate, beta1, beta2, epsilon, weightDecay: Double

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    beta1 = reader.number("optimizer.beta1")
    beta2 = reader.number("optimizer.beta2")
    epsilon = reader.number("optimizer.epsilon")
    weightDecay = reader.number("optimizer.weight_decay")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    Adamax(
      layout: context.layout, beta1: beta1, beta2: beta2, epsilon: epsilon,
      weightDecay: weightDecay, instructions: context.instructions)
  }
}
