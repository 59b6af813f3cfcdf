/// RMSprop: the gradient over the root of its running mean square; centered and with momentum.
///
///     g ← g + λ·θ
///     s ← α·s + (1 − α)·g²
///     a ← s                        (centered: m ← α·m + (1 − α)·g,  a ← max(0, s − m²))
///     b ← μ·b + g / (√a + ε)       (without momentum: b = g / (√a + ε))
///     θ ← θ − η·b
///
/// > Source: Tieleman and Hinton, Coursera "Neural Networks for Machine Learning", lecture 6.5,
/// > 2012; centered: Graves, "Generating Sequences with Recurrent Neural Networks", 2013,
/// > [arXiv:1308.0850](https://arxiv.org/abs/1308.0850), equations 38 to 41.
///
/// > Differs from: optax and TensorFlow, which put ε under the root (`isEpsilonInside`) and let α
/// > be 0.9; PyTorch, where a centered mean that rounding pushed below zero gives NaN and not 0.
package struct RMSprop<Scalar: TrainingScalar>: Optimizer {
  private let alpha, epsilon, momentum, weightDecay: Double
  private let isEpsilonInside: Bool
  private var memory: RuleMemory<Scalar>

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - alpha: α in 0..<1, decay of the running means.
  ///   - epsilon: ε > 0, in units of the gradient, or of its square where it stands inside.
  ///   - isEpsilonInside: Whether ε stands under the root.
  ///   - momentum: μ in 0..<1; at 0 no velocity is kept, and a schedule's momentum is not taken.
  ///   - isCentered: Whether the squared mean is taken off the mean square.
  ///   - weightDecay: λ ≥ 0 of the L2 penalty ½λ‖θ‖².
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, alpha: Double = 0.99, epsilon: Double = 1e-8,
    isEpsilonInside: Bool = false, momentum: Double = 0, isCentered: Bool = false,
    weightDecay: Double = 0, instructions: InstructionSet = .best
  ) {
    requireShare(alpha, "alpha", of: "RMSprop")
    requirePositive(epsilon, "epsilon", of: "RMSprop")
    requireShare(momentum, "momentum", of: "RMSprop")
    requireNotNegative(weightDecay, "weight decay", of: "RMSprop")
    self.alpha = alpha
    self.epsilon = epsilon
    self.isEpsilonInside = isEpsilonInside
    self.momentum = momentum
    self.weightDecay = weightDecay
    memory = RuleMemory(
      "RMSprop", layout: layout,
      vectors: ["square", isCentered ? "mean" : nil, momentum > 0 ? "velocity" : nil],
      instructions: instructions)
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    _ = memory.beginStep(parameters)
    memory.run(
      .rmsprop, parameters, gradients: gradients,
      RuleFactors(
        rate: rate.learningRate, penalty: weightDecay, keep2: alpha, intake2: 1 - alpha,
        outside: isEpsilonInside ? 0 : epsilon, inside: isEpsilonInside ? epsilon : 0,
        ofMemory: rate.momentum ?? momentum))
  }

  package var state: OptimizerState<Scalar> { memory.state() }

  package mutating func restore(_ state: OptimizerState<Scalar>) { memory.restore(state) }
}

struct RMSpropRecipe: OptimizerRecipe {
  let learningRate, alpha, epsilon, momentum, weightDecay: Double
  let isEpsilonInside, isCentered: Bool

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    alpha = reader.number("optimizer.alpha")
    epsilon = reader.number("optimizer.epsilon")
    isEpsilonInside = reader.bool("optimizer.epsilon_inside")
    momentum = reader.number("optimizer.momentum")
    isCentered = reader.bool("optimizer.centered")
    weightDecay = reader.number("optimizer.weight_decay")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    RMSprop(
      layout: context.layout, alpha: alpha, epsilon: epsilon, isEpsilonInside: isEpsilonInside,
      momentum: momentum, isCentered: isCentered, weightDecay: weightDecay,
      instructions: context.instructions)
  }
}
