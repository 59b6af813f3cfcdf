private import Foundation

/// Prodigy: Adam whose rate is an estimate d of the distance to the solution, which only grows.
///
///     n ← β₃·n + (d/d₀)·d·η·g·(θ₀ − θ)
///     s ← β₃·s + (d/d₀)·d·η·g
///     m ← β₁·m + (1 − β₁)·d·g
///     v ← β₂·v + (1 − β₂)·d²·g²
///     d′ = max(d, c·n/‖s‖₁)        (at most growth·d after the first rise)
///     θ ← (1 − λ·d·η)·θ − d·η·m/(√v + d′·ε),   d ← d′
///
/// > Source: Mishchenko and Defazio, "Prodigy: An Expeditiously Adaptive Parameter-Free Learner",
/// > ICML 2024, [arXiv:2306.06101](https://arxiv.org/abs/2306.06101), Algorithm 4.
///
/// > Differs from: optax, which always corrects the bias of the means: here, as in the authors'
/// > package, only with `correctsBias`, which multiplies η by √(1 − β₂ᵗ)/(1 − β₁ᵗ).
package struct Prodigy<Scalar: TrainingScalar>: Optimizer {
  private let beta1, beta2, beta3, epsilon, d0, coefficient, growth, weightDecay: Double
  private let correctsBias, isWarmupSafe: Bool
  private var distance, largest: Double
  private var numerator = 0.0
  private var idleSteps = 0
  private var memory: RuleMemory<Scalar>

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - beta1: β₁ in 0..<1, decay of the mean of gradients.
  ///   - beta2: β₂ in 0..<1, decay of the mean of squared gradients.
  ///   - beta3: β₃ in 0..<1, decay of what d is estimated from; nil for √β₂.
  ///   - epsilon: ε > 0, in units of the gradient.
  ///   - d0: d₀ > 0, the first estimate, in units of the parameters.
  ///   - coefficient: c > 0, by which estimates are multiplied.
  ///   - growth: By how much d may grow in a step, above 1; infinite for no limit.
  ///   - weightDecay: λ ≥ 0; a step takes the share λ·d·η of each parameter away.
  ///   - correctsBias: Whether the bias of the means is corrected.
  ///   - isWarmupSafe: Whether η is left out of s, so that a warm-up does not swell d.
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, beta1: Double = 0.9, beta2: Double = 0.999, beta3: Double? = nil,
    epsilon: Double = 1e-8, d0: Double = 1e-6, coefficient: Double = 1,
    growth: Double = .infinity, weightDecay: Double = 0, correctsBias: Bool = false,
    isWarmupSafe: Bool = false, instructions: InstructionSet = .best
  ) {
    requireShare(beta1, "beta1", of: "Prodigy")
    requireShare(beta2, "beta2", of: "Prodigy")
    if let beta3 { requireShare(beta3, "beta3", of: "Prodigy") }
    requirePositive(epsilon, "epsilon", of: "Prodigy")
    requirePositive(d0, "d0", of: "Prodigy")
    requirePositive(coefficient, "coefficient", of: "Prodigy")
    precondition(growth > 1, "Prodigy: a growth of \(growth) is not above 1")
    requireNotNegative(weightDecay, "weight decay", of: "Prodigy")
    self.beta1 = beta1
    self.beta2 = beta2
    self.beta3 = beta3 ?? beta2.squareRoot()
    self.epsilon = epsilon
    self.d0 = d0
    self.coefficient = coefficient
    self.growth = growth
    self.weightDecay = weightDecay
    self.correctsBias = correctsBias
    self.isWarmupSafe = isWarmupSafe
    (distance, largest) = (d0, d0)
    memory = RuleMemory(
      "Prodigy", layout: layout, vectors: ["mean", "square", "sum", "start"],
      instructions: instructions)
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    if memory.beginStep(parameters) == 1 { memory.keep(parameters, as: 3) }
    // A step at the rate 0, or one that found no gradient yet, does not count.
    let t = Double(memory.stepCount - idleSteps)
    guard rate.learningRate > 0 else {
      idleSteps += 1
      return
    }
    let (beta1, d) = (rate.momentum ?? beta1, distance)
    let correction =
      correctsBias ? (1 - pow(beta2, t)).squareRoot() / (1 - pow(beta1, t)) : 1
    let eta = d * rate.learningRate * correction
    let (way, length) = memory.run(
      .prodigyMeans, parameters, gradients: gradients,
      RuleFactors(
        keep1: beta1, intake1: (1 - beta1) * d, keep2: beta2, intake2: (1 - beta2) * d * d,
        ofGradient: d / d0 * (isWarmupSafe ? d : eta), ofMemory: beta3))
    guard length != 0 else {
      idleSteps += 1
      return
    }
    numerator = beta3 * numerator + d / d0 * eta * way
    let estimate = coefficient * numerator / length
    largest = max(largest, estimate)
    distance = min(largest, (d == d0 ? max(d, estimate) : d) * growth)
    memory.run(
      .prodigyStep, parameters, gradients: gradients,
      RuleFactors(rate: eta, shrink: 1 - weightDecay * eta, outside: distance * epsilon))
  }

  package var state: OptimizerState<Scalar> {
    memory.state(numbers: [
      "d": distance, "largest": largest, "numerator": numerator, "idle": Double(idleSteps),
    ])
  }

  package mutating func restore(_ state: OptimizerState<Scalar>) {
    memory.restore(state)
    distance = state.numbers["d"] ?? d0
    largest = state.numbers["largest"] ?? d0
    numerator = state.numbers["numerator"] ?? 0
    idleSteps = Int(state.numbers["idle"] ?? 0)
  }
}

struct ProdigyRecipe: OptimizerRecipe {
  let learningRate, beta1, beta2, epsilon, d0, coefficient, weightDecay: Double
  let beta3, growth: Double?
  let correctsBias, isWarmupSafe: Bool

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    beta1 = reader.number("optimizer.beta1")
    beta2 = reader.number("optimizer.beta2")
    beta3 = reader.numberIfSet("optimizer.beta3")
    epsilon = reader.number("optimizer.epsilon")
    d0 = reader.number("optimizer.d0")
    coefficient = reader.number("optimizer.d_coef")
    growth = reader.numberIfSet("optimizer.growth_rate")
    weightDecay = reader.number("optimizer.weight_decay")
    correctsBias = reader.bool("optimizer.use_bias_correction")
    isWarmupSafe = reader.bool("optimizer.safeguard_warmup")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    Prodigy(
      layout: context.layout, beta1: beta1, beta2: beta2, beta3: beta3, epsilon: epsilon, d0: d0,
      coefficient: coefficient, growth: growth ?? .infinity, weightDecay: weightDecay,
      correctsBias: correctsBias, isWarmupSafe: isWarmupSafe, instructions: context.instructions)
  }
}
