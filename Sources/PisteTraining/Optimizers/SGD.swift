/// Stochastic gradient descent with heavy-ball or Nesterov momentum, as PyTorch has it.
///
///     g ← g + λ·θ
///     b ← μ·b + (1 − d)·g          (first step: b = g, undamped)
///     θ ← θ − η·b                  (Nesterov: θ ← θ − η·(g + μ·b))
///
/// With μ = 0 it keeps no velocity: θ ← θ − η·g.
///
/// > Source: Robbins and Monro, "A Stochastic Approximation Method", 1951; Polyak, "Some Methods
/// > of Speeding up the Convergence of Iteration Methods", 1964; Nesterov 1983 in the form of
/// > Sutskever, Martens, Dahl and Hinton, ICML 2013.
///
/// > Differs from: Sutskever et al., where η multiplies the gradient before it enters the
/// > velocity; here it multiplies the velocity, so that a change of rate does not rescale the past.
package struct SGD<Scalar: TrainingScalar>: Optimizer {
  private let momentum: Double
  private let dampening: Double
  private let isNesterov: Bool
  private let weightDecay: Double
  private let instructions: InstructionSet
  private var velocity: [Scalar]
  private var stepCount = 0

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - momentum: μ in 0..<1.
  ///   - dampening: d in 0...1.
  ///   - isNesterov: Whether to look ahead; needs μ > 0 and d = 0.
  ///   - weightDecay: λ ≥ 0 of the L2 penalty ½λ‖θ‖².
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, momentum: Double = 0, dampening: Double = 0,
    isNesterov: Bool = false, weightDecay: Double = 0, instructions: InstructionSet = .best
  ) {
    precondition((0..<1).contains(momentum), "SGD: momentum \(momentum) is outside 0..<1")
    precondition((0...1).contains(dampening), "SGD: dampening \(dampening) is outside 0...1")
    precondition(
      !isNesterov || (momentum > 0 && dampening == 0),
      "SGD: Nesterov's form with momentum \(momentum) and dampening \(dampening)")
    precondition(weightDecay >= 0, "SGD: weight decay \(weightDecay) is negative")
    self.momentum = momentum
    self.dampening = dampening
    self.isNesterov = isNesterov
    self.weightDecay = weightDecay
    self.instructions = instructions
    velocity = momentum > 0 ? Array(repeating: 0, count: layout.storageCount) : []
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    _ = checkedStep(parameters, gradients: gradients, rate: rate)
  }

  @specialized(where Scalar == Float)
  package mutating func checkedStep(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) -> Bool? {
    guard let theta = parameters.baseAddress, let g = gradients.baseAddress else { return nil }
    precondition(
      velocity.isEmpty || velocity.count == parameters.count,
      "SGD: \(parameters.count) parameters, made for \(velocity.count)")
    var areFinite = true
    withElementwiseStep(rate: rate) { step in
      areFinite = step.take(theta, gradient: g, from: 0, count: parameters.count)
    }
    return areFinite
  }

  package var isElementwise: Bool { true }

  @specialized(where Scalar == Float)
  package mutating func withElementwiseStep(
    rate: ScheduledRate, _ body: (ElementwiseStep<Scalar>) -> Void
  ) {
    stepCount += 1
    guard !velocity.isEmpty else {
      return body(
        ElementwiseStep(
          rule: .descent(rate: Scalar(rate.learningRate), penalty: Scalar(weightDecay)),
          memory: RuleVectors(), instructions: instructions))
    }
    let momentum = rate.momentum ?? momentum
    let isFirst = stepCount == 1
    let factors = MomentumFactors<Scalar>(
      rate: Scalar(rate.learningRate), penalty: Scalar(weightDecay),
      keep: isFirst ? 0 : Scalar(momentum), intake: isFirst ? 1 : Scalar(1 - dampening),
      ofGradient: isNesterov ? 1 : 0, ofVelocity: isNesterov ? Scalar(momentum) : 1)
    velocity.withUnsafeMutableBufferPointer { velocity in
      body(
        ElementwiseStep(
          rule: .momentum(factors), memory: RuleVectors(velocity.baseAddress),
          instructions: instructions))
    }
  }

  package var state: OptimizerState<Scalar> {
    OptimizerState(
      vectors: velocity.isEmpty ? [:] : ["velocity": velocity],
      numbers: ["step": Double(stepCount)])
  }

  package mutating func restore(_ state: OptimizerState<Scalar>) {
    if !velocity.isEmpty { velocity = state.vector("velocity", count: velocity.count) }
    stepCount = Int(state.numbers["step"] ?? 0)
  }
}

struct SGDRecipe: OptimizerRecipe {
  let learningRate, momentum, dampening, weightDecay: Double
  let isNesterov: Bool

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    momentum = reader.number("optimizer.momentum")
    dampening = reader.number("optimizer.dampening")
    isNesterov = reader.bool("optimizer.nesterov")
    weightDecay = reader.number("optimizer.weight_decay")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    SGD(
      layout: context.layout, momentum: momentum, dampening: dampening, isNesterov: isNesterov,
      weightDecay: weightDecay, instructions: context.instructions)
  }
}
