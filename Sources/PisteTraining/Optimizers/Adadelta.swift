/// Adadelta: steps in the parameters' own units, from running means of squares of both.
///
///     g ← g + λ·θ
///     s ← ρ·s + (1 − ρ)·g²
///     d ← √(u + ε)/√(s + ε) · g
///     u ← ρ·u + (1 − ρ)·d²
///     θ ← θ − η·d
///
/// > Source: Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012,
/// > [arXiv:1212.5701](https://arxiv.org/abs/1212.5701), Algorithm 1.
///
/// > Differs from: the paper, which has no η; at η = 1, the default, the two are the same.
package struct Adadelta<Scalar: TrainingScalar>: Optimizer {
  private let rho, epsilon, weightDecay: Double
  private var memory: RuleMemory<Scalar>

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - rho: ρ in 0..<1, decay of both running means.
  ///   - epsilon: ε > 0, under both roots, which sets the size of the first steps.
  ///   - weightDecay: λ ≥ 0 of the L2 penalty ½λ‖θ‖².
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, rho: Double = 0.9, epsilon: Double = 1e-6, weightDecay: Double = 0,
    instructions: InstructionSet = .best
  ) {
    requireShare(rho, "rho", of: "Adadelta")
    requirePositive(epsilon, "epsilon", of: "Adadelta")
    requireNotNegative(weightDecay, "weight decay", of: "Adadelta")
    self.rho = rho
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    memory = RuleMemory(
      "Adadelta", layout: layout, vectors: ["square", "move"], instructions: instructions)
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    _ = memory.beginStep(parameters)
    memory.run(
      .adadelta, parameters, gradients: gradients,
      RuleFactors(
        rate: rate.learningRate, penalty: weightDecay, keep2: rho, intake2: 1 - rho,
        inside: epsilon))
  }

  package var state: OptimizerState<Scalar> { memory.state() }

  package mutating func restore(_ state: OptimizerState<Scalar>) { memory.restore(state) }
}

struct AdadeltaRecipe: OptimizerRecipe {
  let learningRate, rho, epsilon, weightDecay: Double

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    rho = reader.number("optimizer.rho")
    epsilon = reader.number("optimizer.epsilon")
    weightDecay = reader.number("optimizer.weight_decay")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    Adadelta(
      layout: context.layout, rho: rho, epsilon: epsilon, weightDecay: weightDecay,
      instructions: context.instructions)
  }
}
