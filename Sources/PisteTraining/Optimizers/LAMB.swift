private import Foundation

/// LAMB: Adam's step, tensor by tensor scaled to the weights' norm.
///
///     m, v as Adam's, with both corrected
///     u = m/(√v + ε) + λ·θ
///     ρ = ‖θ‖/‖u‖                  (1 where either norm is 0)
///     θ ← θ − η·ρ·u
///
/// > Source: You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76
/// > minutes", ICLR 2020, [arXiv:1904.00962](https://arxiv.org/abs/1904.00962), Algorithm 2.
///
/// > Differs from: the paper, which leaves open a function φ of ‖θ‖; here, as in optax, it is the
/// > norm itself. Biases are tensors like all others.
package struct LAMB<Scalar: TrainingScalar>: Optimizer {
  private let beta1, beta2, epsilon, weightDecay: Double
  private let tensors: [ParameterLayout.Tensor]
  private var memory: RuleMemory<Scalar>

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - beta1: β₁ in 0..<1, decay of the mean of gradients.
  ///   - beta2: β₂ in 0..<1, decay of the mean of squared gradients.
  ///   - epsilon: ε > 0, in units of the gradient.
  ///   - weightDecay: λ ≥ 0, part of the step whose norm is taken.
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-6,
    weightDecay: Double = 0, instructions: InstructionSet = .best
  ) {
    requireShare(beta1, "beta1", of: "LAMB")
    requireShare(beta2, "beta2", of: "LAMB")
    requirePositive(epsilon, "epsilon", of: "LAMB")
    requireNotNegative(weightDecay, "weight decay", of: "LAMB")
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    tensors = layout.tensors
    memory = RuleMemory(
      "LAMB", layout: layout, vectors: ["mean", "square"], instructions: instructions)
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    let t = Double(memory.beginStep(parameters))
    let beta1 = rate.momentum ?? beta1
    let unbias1 = 1 / (1 - pow(beta1, t))
    let unbias2 = 1 / (1 - pow(beta2, t)).squareRoot()
    for tensor in tensors {
      let (weights, moves) = memory.run(
        .lambMeans, parameters, gradients: gradients, over: tensor,
        RuleFactors(
          shrink: weightDecay, intake1: 1 - beta1, keep2: beta2, intake2: 1 - beta2,
          outside: epsilon, unbias: unbias2, ofMemory: unbias1))
      let ratio = weights == 0 || moves == 0 ? 1 : (weights / moves).squareRoot()
      memory.run(
        .lambStep, parameters, gradients: gradients, over: tensor,
        RuleFactors(
          rate: rate.learningRate * ratio, shrink: weightDecay, outside: epsilon, unbias: unbias2,
          ofMemory: unbias1))
    }
  }

  package var state: OptimizerState<Scalar> { memory.state() }

  package mutating func restore(_ state: OptimizerState<Scalar>) { memory.restore(state) }
}

struct LAMBRecipe: OptimizerRecipe {
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
    LAMB(
      layout: context.layout, beta1: beta1, beta2: beta2, epsilon: epsilon,
      weightDecay: weightDecay, instructions: context.instructions)
  }
}
