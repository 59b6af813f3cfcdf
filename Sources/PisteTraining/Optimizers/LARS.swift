/// LARS: momentum whose rate is, tensor by tensor, in proportion to the weights' norm.
///
///     g ← g + λ·θ
///     ρ = c·‖θ‖/(‖g‖ + ε)          (1 where either norm is 0)
///     b ← μ·b + η·ρ·g
///     θ ← θ − b                    (Nesterov: θ ← θ − (η·ρ·g + μ·b))
///
/// > Source: You, Gitman and Ginsburg, "Large Batch Training of Convolutional Networks", 2017,
/// > [arXiv:1708.03888](https://arxiv.org/abs/1708.03888), Algorithm 1.
///
/// > Differs from: the paper, which divides by ‖g‖ + λ‖θ‖: here, as in optax, by the norm of the
/// > sum; SGD here, in that the rate enters the velocity, so that a change of rate leaves the past
/// > as it was. Biases are tensors like all others, as is optax's default.
package struct LARS<Scalar: TrainingScalar>: Optimizer {
  private let trust, momentum, epsilon, weightDecay: Double
  private let isNesterov: Bool
  private let tensors: [ParameterLayout.Tensor]
  private var memory: RuleMemory<Scalar>

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - trustCoefficient: c > 0, the step's norm as a share of the weights' at η = 1.
  ///   - momentum: μ in 0..<1.
  ///   - isNesterov: Whether to look ahead.
  ///   - epsilon: ε ≥ 0, in units of the gradient's norm.
  ///   - weightDecay: λ ≥ 0 of the L2 penalty ½λ‖θ‖², part of the norm.
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, trustCoefficient: Double = 1e-3, momentum: Double = 0.9,
    isNesterov: Bool = false, epsilon: Double = 0, weightDecay: Double = 0,
    instructions: InstructionSet = .best
  ) {
    requirePositive(trustCoefficient, "trust coefficient", of: "LARS")
    requireShare(momentum, "momentum", of: "LARS")
    requireNotNegative(epsilon, "epsilon", of: "LARS")
    requireNotNegative(weightDecay, "weight decay", of: "LARS")
    trust = trustCoefficient
    self.momentum = momentum
    self.isNesterov = isNesterov
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    tensors = layout.tensors
    memory = RuleMemory("LARS", layout: layout, vectors: ["velocity"], instructions: instructions)
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    _ = memory.beginStep(parameters)
    let momentum = rate.momentum ?? momentum
    for tensor in tensors {
      let (weights, slopes) = memory.run(
        .norms, parameters, gradients: gradients, over: tensor, RuleFactors(penalty: weightDecay))
      let ratio =
        weights == 0 || slopes == 0
        ? 1 : trust * weights.squareRoot() / (slopes.squareRoot() + epsilon)
      let intake = Scalar(rate.learningRate * ratio)
      memory.move(
        parameters, gradients: gradients, over: tensor,
        MomentumFactors(
          rate: 1, penalty: Scalar(weightDecay), keep: Scalar(momentum), intake: intake,
          ofGradient: isNesterov ? intake : 0, ofVelocity: isNesterov ? Scalar(momentum) : 1))
    }
  }

  package var state: OptimizerState<Scalar> { memory.state() }

  package mutating func restore(_ state: OptimizerState<Scalar>) { memory.restore(state) }
}

struct LARSRecipe: OptimizerRecipe {
  let learningRate, trustCoefficient, momentum, epsilon, weightDecay: Double
  let isNesterov: Bool

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    trustCoefficient = reader.number("optimizer.trust_coefficient")
    momentum = reader.number("optimizer.momentum")
    isNesterov = reader.bool("optimizer.nesterov")
    epsilon = reader.number("optimizer.epsilon")
    weightDecay = reader.number("optimizer.weight_decay")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    LARS(
      layout: context.layout, trustCoefficient: trustCoefficient, momentum: momentum,
      isNesterov: isNesterov, epsilon: epsilon, weightDecay: weightDecay,
      instructions: context.instructions)
  }
}
