private import Foundation

/// Schedule-Free AdamW: its average in the place of Adam's first mean and of a decaying rate.
///
///     g = ∂L/∂y,   v ← β₂·v + (1 − β₂)·g²
///     u = g/(√v/√(1 − β₂ᵗ) + ε) + λ·y
///     z ← z − η·u
///     x ← (1 − c)·x + c·z,   c = tʳ·ηmaxᵖ / Σ tʳ·ηmaxᵖ
///     y ← (1 − β₁)·z + β₁·x
///
/// > Source: Defazio, Yang, Mehta, Mishchenko, Khaled and Cutkosky, "The Road Less Scheduled",
/// > NeurIPS 2024, [arXiv:2405.15682](https://arxiv.org/abs/2405.15682), Algorithm 1.
///
/// > Differs from: the paper, which scales the rate by √(1 − β₂ᵗ) and weighs steps by that, too:
/// > here, as in the authors' package, v is corrected. Warm-up is the schedule's, whose largest
/// > rate so far is ηmax. A schedule's momentum is not taken.
package struct ScheduleFreeAdamW<Scalar: TrainingScalar>: Optimizer {
  private let beta2, epsilon, weightDecay: Double
  private var average: ScheduleFreeAverage
  private var memory: RuleMemory<Scalar>

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - beta1: β₁ above 0 and below 1, the share of x in y.
  ///   - beta2: β₂ in 0..<1, decay of the mean of squared gradients.
  ///   - epsilon: ε > 0, in units of the gradient.
  ///   - r: r ≥ 0, by which later steps weigh more in the average.
  ///   - weightPower: p ≥ 0, by which steps at larger rates weigh more.
  ///   - weightDecay: λ ≥ 0, decoupled and acting at y.
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    r: Double = 0, weightPower: Double = 2, weightDecay: Double = 0,
    instructions: InstructionSet = .best
  ) {
    requireShare(beta2, "beta2", of: "ScheduleFreeAdamW")
    requirePositive(epsilon, "epsilon", of: "ScheduleFreeAdamW")
    requireNotNegative(weightDecay, "weight decay", of: "ScheduleFreeAdamW")
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    average = ScheduleFreeAverage(
      beta: beta1, exponent: r, power: weightPower, of: "ScheduleFreeAdamW")
    memory = RuleMemory(
      "ScheduleFreeAdamW", layout: layout, vectors: ["z", "square"], instructions: instructions)
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    let t = memory.beginStep(parameters)
    if t == 1 { memory.keep(parameters, as: 0) }
    let eta = rate.learningRate
    let share = average.share(step: t, rate: eta)
    memory.run(
      .scheduleFreeAdamW, parameters, gradients: gradients,
      RuleFactors(
        rate: eta, shrink: weightDecay, intake1: share, keep2: beta2, intake2: 1 - beta2,
        outside: epsilon, unbias: 1 / (1 - pow(beta2, Double(t))).squareRoot(),
        ofGradient: eta * (1 - average.beta * (1 - share))))
  }

  package var evaluatesElsewhere: Bool { true }

  package func evaluationParameters(
    of parameters: UnsafeBufferPointer<Scalar>, into target: UnsafeMutableBufferPointer<Scalar>
  ) {
    _ = target.update(from: parameters)
    memory.stretch(target, by: 1 / average.beta)
  }

  package var state: OptimizerState<Scalar> { memory.state(numbers: average.numbers) }

  package mutating func restore(_ state: OptimizerState<Scalar>) {
    memory.restore(state)
    average.restore(state.numbers)
  }
}

struct ScheduleFreeAdamWRecipe: OptimizerRecipe {
  let learningRate, beta1, beta2, epsilon, r, weightPower, weightDecay: Double

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    beta1 = reader.number("optimizer.beta1")
    beta2 = reader.number("optimizer.beta2")
    epsilon = reader.number("optimizer.epsilon")
    r = reader.number("optimizer.r")
    weightPower = reader.number("optimizer.weight_lr_power")
    weightDecay = reader.number("optimizer.weight_decay")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    ScheduleFreeAdamW(
      layout: context.layout, beta1: beta1, beta2: beta2, epsilon: epsilon, r: r,
      weightPower: weightPower, weightDecay: weightDecay, instructions: context.instructions)
  }
}
