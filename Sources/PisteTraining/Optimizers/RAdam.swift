private import Foundation

/// RAdam: Adam whose adaptive part comes in as soon as its variance is bounded.
///
///     θ ← (1 − η·λ)·θ              (decoupled; else g ← g + λ·θ)
///     m, v as Adam's;  ρ∞ = 2/(1 − β₂) − 1,  ρ = ρ∞ − 2t·β₂ᵗ/(1 − β₂ᵗ)
///     ρ > 5:  r = √[(ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ)]
///             θ ← θ − η·r·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε)
///     else    θ ← θ − η/(1 − β₁ᵗ) · m
///
/// > Source: Liu, Jiang, He, Chen, Liu, Gao and Han, "On the Variance of the Adaptive Learning
/// > Rate and Beyond", ICLR 2020, [arXiv:1908.03265](https://arxiv.org/abs/1908.03265),
/// > Algorithm 2.
///
/// > Differs from: the paper, which adapts from ρ > 4 on; here, as in PyTorch and the authors'
/// > code, from ρ > 5 on, so that with β₂ = 0.999 the first five steps are those of momentum.
package struct RAdam<Scalar: TrainingScalar>: Optimizer {
  private let beta1, beta2, epsilon, weightDecay: Double
  private let isDecoupled: Bool
  private var memory: RuleMemory<Scalar>

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - beta1: β₁ in 0..<1, decay of the mean of gradients.
  ///   - beta2: β₂ in 0..<1, decay of the mean of squared gradients.
  ///   - epsilon: ε > 0, in units of the gradient, added to the uncorrected root.
  ///   - weightDecay: λ ≥ 0, of the L2 penalty or, decoupled, of the parameters themselves.
  ///   - isDecoupled: Whether the decay acts on the parameters and not through the gradient.
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    weightDecay: Double = 0, isDecoupled: Bool = false, instructions: InstructionSet = .best
  ) {
    requireShare(beta1, "beta1", of: "RAdam")
    requireShare(beta2, "beta2", of: "RAdam")
    requirePositive(epsilon, "epsilon", of: "RAdam")
    requireNotNegative(weightDecay, "weight decay", of: "RAdam")
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.isDecoupled = isDecoupled
    memory = RuleMemory(
      "RAdam", layout: layout, vectors: ["mean", "square"], instructions: instructions)
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    let t = Double(memory.beginStep(parameters))
    let (beta1, eta) = (rate.momentum ?? beta1, rate.learningRate)
    let correction1 = 1 - pow(beta1, t)
    let correction2 = 1 - pow(beta2, t)
    let longest = 2 / (1 - beta2) - 1
    let length = longest - 2 * t * pow(beta2, t) / correction2
    let isAdaptive = length > 5
    let rectified =
      (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length) * correction2
    // Without adaptation the divisor is 0·√v + 1.
    memory.run(
      .nadam, parameters, gradients: gradients,
      RuleFactors(
        penalty: isDecoupled ? 0 : weightDecay, shrink: isDecoupled ? 1 - eta * weightDecay : 1,
        intake1: 1 - beta1, keep2: beta2, intake2: 1 - beta2, outside: isAdaptive ? epsilon : 1,
        unbias: isAdaptive ? 1 : 0,
        ofMemory: eta / correction1 * (isAdaptive ? rectified.squareRoot() : 1)))
  }

  package var state: OptimizerState<Scalar> { memory.state() }

  package mutating func restore(_ state: OptimizerState<Scalar>) { memory.restore(state) }
}

struct RAdamRecipe: OptimizerRecipe {
  let learningRate, beta1, beta2, epsilon, weightDecay: Double
  let isDecoupled: Bool

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    beta1 = reader.number("optimizer.beta1")
    beta2 = reader.number("optimizer.beta2")
    epsilon = reader.number("optimizer.epsilon")
    weightDecay = reader.number("optimizer.weight_decay")
    isDecoupled = reader.bool("optimizer.decoupled_weight_decay")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    RAdam(
      layout: context.layout, beta1: beta1, beta2: beta2, epsilon: epsilon,
      weightDecay: weightDecay, isDecoupled: isDecoupled, instructions: context.instructions)
  }
}
