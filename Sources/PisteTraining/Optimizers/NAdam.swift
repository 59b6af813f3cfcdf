private import Foundation

/// NAdam: Adam that looks ahead, with a momentum that rises to β₁.
///
///     θ ← (1 − η·λ)·θ              (decoupled; else g ← g + λ·θ)
///     m ← β₁·m + (1 − β₁)·g
///     v ← β₂·v + (1 − β₂)·g²
///     μₜ = β₁·(1 − ½·0.96^(t·ψ)),   Pₜ = μ₁·…·μₜ
///     θ ← θ − η·[(1 − μₜ)/(1 − Pₜ)·g + μₜ₊₁/(1 − Pₜ₊₁)·m] / (√(v/(1 − β₂ᵗ)) + ε)
///
/// > Source: Dozat, "Incorporating Nesterov Momentum into Adam", ICLR 2016 workshop; ψ as PyTorch
/// > has it.
///
/// > Differs from: optax, whose momentum is β₁ from the first step on: a ψ so large that 0.96^ψ
/// > is 0, as 10⁶, gives its steps.
package struct NAdam<Scalar: TrainingScalar>: Optimizer {
  private let beta1, beta2, epsilon, momentumDecay, weightDecay: Double
  private let isDecoupled: Bool
  private var product = 1.0
  private var memory: RuleMemory<Scalar>

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - beta1: β₁ in 0..<1, decay of the mean of gradients.
  ///   - beta2: β₂ in 0..<1, decay of the mean of squared gradients.
  ///   - epsilon: ε > 0, in units of the gradient.
  ///   - momentumDecay: ψ ≥ 0, how fast the momentum rises from β₁/2 to β₁.
  ///   - weightDecay: λ ≥ 0, of the L2 penalty or, decoupled, of the parameters themselves.
  ///   - isDecoupled: Whether the decay acts on the parameters and not through the gradient.
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    momentumDecay: Double = 4e-3, weightDecay: Double = 0, isDecoupled: Bool = false,
    instructions: InstructionSet = .best
  ) {
    requireShare(beta1, "beta1", of: "NAdam")
    requireShare(beta2, "beta2", of: "NAdam")
    requirePositive(epsilon, "epsilon", of: "NAdam")
    requireNotNegative(momentumDecay, "momentum decay", of: "NAdam")
    requireNotNegative(weightDecay, "weight decay", of: "NAdam")
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.momentumDecay = momentumDecay
    self.weightDecay = weightDecay
    self.isDecoupled = isDecoupled
    memory = RuleMemory(
      "NAdam", layout: layout, vectors: ["mean", "square"], instructions: instructions)
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    let t = Double(memory.beginStep(parameters))
    let (beta1, eta) = (rate.momentum ?? beta1, rate.learningRate)
    let now = beta1 * (1 - 0.5 * pow(0.96, t * momentumDecay))
    let next = beta1 * (1 - 0.5 * pow(0.96, (t + 1) * momentumDecay))
    product *= now
    memory.run(
      .nadam, parameters, gradients: gradients,
      RuleFactors(
        penalty: isDecoupled ? 0 : weightDecay, shrink: isDecoupled ? 1 - eta * weightDecay : 1,
        intake1: 1 - beta1, keep2: beta2, intake2: 1 - beta2, outside: epsilon,
        unbias: 1 / (1 - pow(beta2, t)).squareRoot(), ofGradient: eta * (1 - now) / (1 - product),
        ofMemory: eta * next / (1 - product * next)))
  }

  package var state: OptimizerState<Scalar> { memory.state(numbers: ["product": product]) }

  package mutating func restore(_ state: OptimizerState<Scalar>) {
    memory.restore(state)
    product = state.numbers["product"] ?? 1
  }
}

struct NAdamRecipe: OptimizerRecipe {
  let learningRate, beta1, beta2, epsilon, momentumDecay, weightDecay: Double
  let isDecoupled: Bool

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    beta1 = reader.number("optimizer.beta1")
    beta2 = reader.number("optimizer.beta2")
    epsilon = reader.number("optimizer.epsilon")
    momentumDecay = reader.number("optimizer.momentum_decay")
    weightDecay = reader.number("optimizer.weight_decay")
    isDecoupled = reader.bool("optimizer.decoupled_weight_decay")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    NAdam(
      layout: context.layout, beta1: beta1, beta2: beta2, epsilon: epsilon,
      momentumDecay: momentumDecay, weightDecay: weightDecay, isDecoupled: isDecoupled,
      instructions: context.instructions)
  }
}
