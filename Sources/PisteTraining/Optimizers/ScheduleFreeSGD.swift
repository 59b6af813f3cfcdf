/// Schedule-Free SGD: trains at y and evaluates at x, an average that needs no decaying rate.
///
///     g ← ∂L/∂y + λ·y
///     z ← z − η·g
///     x ← (1 − c)·x + c·z,   c = tʳ·ηmaxᵖ / Σ tʳ·ηmaxᵖ
///     y ← (1 − β₁)·z + β₁·x
///
/// > Source: Defazio, Yang, Mehta, Mishchenko, Khaled and Cutkosky, "The Road Less Scheduled",
/// > NeurIPS 2024, [arXiv:2405.15682](https://arxiv.org/abs/2405.15682).
///
/// > Differs from: the authors' package, which brings a warm-up of its own: here that is the
/// > schedule's, whose largest rate so far is ηmax. A schedule's momentum is not taken.
package struct ScheduleFreeSGD<Scalar: TrainingScalar>: Optimizer {
  private let weightDecay: Double
  private var average: ScheduleFreeAverage
  private var memory: RuleMemory<Scalar>

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - beta1: β₁ above 0 and below 1, the share of x in y.
  ///   - r: r ≥ 0, by which later steps weigh more in the average.
  ///   - weightPower: p ≥ 0, by which steps at larger rates weigh more.
  ///   - weightDecay: λ ≥ 0 of an L2 penalty at y.
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, beta1: Double = 0.9, r: Double = 0, weightPower: Double = 2,
    weightDecay: Double = 0, instructions: InstructionSet = .best
  ) {
    requireNotNegative(weightDecay, "weight decay", of: "ScheduleFreeSGD")
    self.weightDecay = weightDecay
    average = ScheduleFreeAverage(
      beta: beta1, exponent: r, power: weightPower, of: "ScheduleFreeSGD")
    memory = RuleMemory(
      "ScheduleFreeSGD", layout: layout, vectors: ["z"], instructions: instructions)
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
      .scheduleFreeSGD, parameters, gradients: gradients,
      RuleFactors(
        rate: eta, penalty: weightDecay, intake1: share,
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

struct ScheduleFreeSGDRecipe: OptimizerRecipe {
  let learningRate, beta1, r, weightPower, weightDecay: Double

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    beta1 = reader.number("optimizer.beta1")
    r = reader.number("optimizer.r")
    weightPower = reader.number("optimizer.weight_lr_power")
    weightDecay = reader.number("optimizer.weight_decay")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    ScheduleFreeSGD(
      layout: context.layout, beta1: beta1, r: r, weightPower: weightPower,
      weightDecay: weightDecay, instructions: context.instructions)
  }
}
