private import Foundation

/// SWATS: Adam until its steps have a steady length along the gradient, then SGD at that rate.
///
///     Adam:   s = η·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε),   θ ← θ − s
///             γ = s·s / s·g            (where s·g ≠ 0)
///             Γ ← β₂·Γ + (1 − β₂)·γ
///             t > 1 and |Γ/(1 − β₂ᵗ) − γ| < τ:  Λ = Γ/(1 − β₂ᵗ), SGD from the next step on
///     SGD:    b ← β₁·b + g,   θ ← θ − (1 − β₁)·Λ·b
///
/// γ is the rate at which SGD's step, projected on Adam's direction, would be Adam's step. Λ and
/// the step of the switch are part of the state, as `rate` and `switch`.
///
/// > Source: Keskar and Socher, "Improving Generalization Performance by Switching from Adam to
/// > SGD", 2017, [arXiv:1712.07628](https://arxiv.org/abs/1712.07628), Algorithm 1.
///
/// > Differs from: the paper in names only: its one ε is here ε of Adam and the tolerance τ. After
/// > the switch a schedule moves Λ in proportion: at step t the rate is Λ·ηₜ/η of the switch. The
/// > bias of v is corrected outside the root, as the paper has it, so that ε weighs more at first
/// > than in PyTorch's Adam.
package struct SWATS<Scalar: TrainingScalar>: Optimizer {
  private let beta1, beta2, epsilon, tolerance, weightDecay: Double
  private var memory: RuleMemory<Scalar>
  /// Γ, the running mean of projected rates.
  private var projected = 0.0
  /// Λ, and η when it was found; 0 before the switch.
  private var rate = 0.0
  private var rateThen = 0.0
  private var switchStep = 0

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - beta1: β₁ in 0..<1, decay of the mean of gradients, later the momentum.
  ///   - beta2: β₂ in 0..<1, decay of the means of squared gradients and of projected rates.
  ///   - epsilon: ε > 0, in units of the gradient.
  ///   - tolerance: τ ≥ 0, in units of the rate; 0 never switches.
  ///   - weightDecay: λ ≥ 0 of the L2 penalty ½λ‖θ‖², in both phases.
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-9,
    tolerance: Double = 1e-9, weightDecay: Double = 0, instructions: InstructionSet = .best
  ) {
    requireShare(beta1, "beta1", of: "SWATS")
    requireShare(beta2, "beta2", of: "SWATS")
    requirePositive(epsilon, "epsilon", of: "SWATS")
    requireNotNegative(tolerance, "tolerance", of: "SWATS")
    requireNotNegative(weightDecay, "weight decay", of: "SWATS")
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.tolerance = tolerance
    self.weightDecay = weightDecay
    memory = RuleMemory(
      "SWATS", layout: layout, vectors: ["mean", "square"], instructions: instructions)
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate scheduled: ScheduledRate
  ) {
    let t = Double(memory.beginStep(parameters))
    let (beta1, eta) = (scheduled.momentum ?? beta1, scheduled.learningRate)
    guard switchStep == 0 else {
      let now = rateThen > 0 ? rate * eta / rateThen : rate
      memory.move(
        parameters, gradients: gradients,
        MomentumFactors(
          rate: Scalar((1 - beta1) * now), penalty: Scalar(weightDecay), keep: Scalar(beta1),
          intake: 1, ofGradient: 0, ofVelocity: 1))
      return
    }
    let correction2 = 1 - pow(beta2, t)
    let (square, alongGradient) = memory.run(
      .swats, parameters, gradients: gradients,
      RuleFactors(
        rate: eta * correction2.squareRoot() / (1 - pow(beta1, t)), penalty: weightDecay,
        intake1: 1 - beta1, keep2: beta2, intake2: 1 - beta2, outside: epsilon))
    guard alongGradient != 0 else { return }
    let length = square / alongGradient
    projected = beta2 * projected + (1 - beta2) * length
    guard t > 1, abs(projected / correction2 - length) < tolerance else { return }
    rate = projected / correction2
    rateThen = eta
    switchStep = Int(t)
    // The mean of gradients makes room for the velocity, which begins at rest.
    memory.fill(0, with: 0)
  }

  package var state: OptimizerState<Scalar> {
    memory.state(numbers: [
      "projected": projected, "rate": rate, "rateThen": rateThen, "switch": Double(switchStep),
    ])
  }

  package mutating func restore(_ state: OptimizerState<Scalar>) {
    memory.restore(state)
    projected = state.numbers["projected"] ?? 0
    rate = state.numbers["rate"] ?? 0
    rateThen = state.numbers["rateThen"] ?? 0
    switchStep = Int(state.numbers["switch"] ?? 0)
  }
}

struct SWATSRecipe: OptimizerRecipe {
  let learningRate, beta1, beta2, epsilon, tolerance, weightDecay: Double

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    beta1 = reader.number("optimizer.beta1")
    beta2 = reader.number("optimizer.beta2")
    epsilon = reader.number("optimizer.epsilon")
    tolerance = reader.number("optimizer.switch_tolerance")
    weightDecay = reader.number("optimizer.weight_decay")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    SWATS(
      layout: context.layout, beta1: beta1, beta2: beta2, epsilon: epsilon, tolerance: tolerance,
      weightDecay: weightDecay, instructions: context.instructions)
  }
}
