/// AdaGrad: each parameter's rate falls with the squares of all its gradients so far.
///
///     g ← g + λ·θ
///     s ← s + g²                   (s begins at s₀)
///     θ ← θ − η/(1 + (t − 1)·κ) · g / (√s + ε)
///
/// > Source: Duchi, Hazan and Singer, "Adaptive Subgradient Methods for Online Learning and
/// > Stochastic Optimization", JMLR 12, 2011, with the diagonal matrix.
///
/// > Differs from: optax, whose sum begins at 0.1 and whose ε = 10⁻⁷ stands under the root:
/// > `initialAccumulator` and `isEpsilonInside` give that; as everywhere else, PyTorch's form is
/// > what the defaults are.
package struct Adagrad<Scalar: TrainingScalar>: Optimizer {
  private let rateDecay, epsilon, weightDecay: Double
  private let isEpsilonInside: Bool
  private var memory: RuleMemory<Scalar>

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - rateDecay: κ ≥ 0, by which the rate falls as 1/(1 + (t − 1)·κ).
  ///   - initialAccumulator: s₀ ≥ 0, in units of the squared gradient.
  ///   - epsilon: ε > 0, in units of the gradient, or of its square where it stands inside.
  ///   - isEpsilonInside: Whether ε stands under the root.
  ///   - weightDecay: λ ≥ 0 of the L2 penalty ½λ‖θ‖².
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, rateDecay: Double = 0, initialAccumulator: Double = 0,
    epsilon: Double = 1e-10, isEpsilonInside: Bool = false, weightDecay: Double = 0,
    instructions: InstructionSet = .best
  ) {
    requireNotNegative(rateDecay, "rate decay", of: "Adagrad")
    requireNotNegative(initialAccumulator, "initial accumulator", of: "Adagrad")
    requirePositive(epsilon, "epsilon", of: "Adagrad")
    requireNotNegative(weightDecay, "weight decay", of: "Adagrad")
    self.rateDecay = rateDecay
    self.epsilon = epsilon
    self.isEpsilonInside = isEpsilonInside
    self.weightDecay = weightDecay
    memory = RuleMemory(
      "Adagrad", layout: layout, vectors: ["sum"], start: initialAccumulator,
      instructions: instructions)
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    let t = memory.beginStep(parameters)
    memory.run(
      .adagrad, parameters, gradients: gradients,
      RuleFactors(
        rate: rate.learningRate / (1 + Double(t - 1) * rateDecay), penalty: weightDecay,
        outside: isEpsilonInside ? 0 : epsilon, inside: isEpsilonInside ? epsilon : 0))
  }

  package var state: OptimizerState<Scalar> { memory.state() }

  package mutating func restore(_ state: OptimizerState<Scalar>) { memory.restore(state) }
}

struct AdagradRecipe: OptimizerRecipe {
  let learningRate, rateDecay, initialAccumulator, epsilon, weightDecay: Double
  let isEpsilonInside: Bool

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    rateDecay = reader.number("optimizer.lr_decay")
    initialAccumulator = reader.number("optimizer.initial_accumulator")
    epsilon = reader.number("optimizer.epsilon")
    isEpsilonInside = reader.bool("optimizer.epsilon_inside")
    weightDecay = reader.number("optimizer.weight_decay")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    Adagrad(
      layout: context.layout, rateDecay: rateDecay, initialAccumulator: initialAccumulator,
      epsilon: epsilon, isEpsilonInside: isEpsilonInside, weightDecay: weightDecay,
      instructions: context.instructions)
  }
}
