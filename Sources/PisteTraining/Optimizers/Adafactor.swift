private import Foundation

/// Adafactor: a matrix's mean squares from those of its rows and columns, and clipped steps.
///
///     b = t^κ,  ρ = min(η, 1/√t),  α = max(ε₂, RMS(θ))·ρ
///     θ ← (1 − η·λ)·θ
///     matrix:  R ← R + b·(mean of g² over inputs − R),  C ← C + b·(mean over outputs − C)
///              V = R·Cᵀ / max(ε₁, mean of R)
///     bias:    V ← V + b·(g² − V)
///     U = g/√max(ε₁², V)
///     θ ← θ − α/max(1, RMS(U)/d) · U
///
/// > Source: Shazeer and Stern, "Adafactor: Adaptive Learning Rates with Sublinear Memory Cost",
/// > ICML 2018, [arXiv:1804.04235](https://arxiv.org/abs/1804.04235), Algorithms 4 to 6.
///
/// > Differs from: the paper, which adds ε₁ to every squared gradient, where PyTorch bounds V from
/// > below; optax and T5, which scale by further settings.
package struct Adafactor<Scalar: TrainingScalar>: Optimizer {
  private let beta2Decay, epsilon1, epsilon2, threshold, weightDecay: Double
  private let tensors: [ParameterLayout.Tensor]
  /// Where each tensor's squares lie: H of the outputs, then D of the inputs.
  private let places: [Int]
  /// R and C of each matrix, unscaled.
  private var means: [Double]
  private var sums: [Double]
  /// For each matrix R/mean(R) and C, for each bias V and 1.
  private var memory: RuleMemory<Scalar>

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - beta2Decay: κ ≤ 0; t^κ is the share of the newest squares in their means.
  ///   - epsilon1: ε₁ > 0, the least divisor; nil for the number type's own ε.
  ///   - epsilon2: ε₂ ≥ 0, the least size of parameters that steps are in proportion to.
  ///   - threshold: d ≥ 1, the largest root mean square of a step before α.
  ///   - weightDecay: λ ≥ 0; a step takes the share η·λ of each parameter away.
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, beta2Decay: Double = -0.8, epsilon1: Double? = nil,
    epsilon2: Double = 1e-3, threshold: Double = 1, weightDecay: Double = 0,
    instructions: InstructionSet = .best
  ) {
    precondition(beta2Decay <= 0, "Adafactor: a beta2 decay of \(beta2Decay) is above 0")
    if let epsilon1 { requirePositive(epsilon1, "epsilon1", of: "Adafactor") }
    requireNotNegative(epsilon2, "epsilon2", of: "Adafactor")
    precondition(threshold >= 1, "Adafactor: a threshold of \(threshold) is below 1")
    requireNotNegative(weightDecay, "weight decay", of: "Adafactor")
    self.beta2Decay = beta2Decay
    self.epsilon1 = epsilon1 ?? Double(Scalar.ulpOfOne)
    self.epsilon2 = epsilon2
    self.threshold = threshold
    self.weightDecay = weightDecay
    tensors = layout.tensors
    var places: [Int] = []
    var (end, largest) = (0, 0)
    for tensor in layout.tensors {
      places.append(end)
      end += tensor.outputs + tensor.inputs
      largest = max(largest, tensor.outputs + tensor.inputs)
    }
    self.places = places
    means = Array(repeating: 0, count: end)
    sums = Array(repeating: 0, count: 1 + largest)
    memory = RuleMemory(
      "Adafactor", layout: layout, vectors: ["squares"], length: end, instructions: instructions)
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    let t = Double(memory.beginStep(parameters))
    let (intake, least) = (pow(t, beta2Decay), epsilon1 * epsilon1)
    let bound = min(rate.learningRate, 1 / t.squareRoot())
    for (tensor, place) in zip(tensors, places) {
      let weights, moves: Double
      switch tensor.role {
      case .weight:
        sums.withUnsafeMutableBufferPointer { sums in
          guard let sums = sums.baseAddress else { return }
          memory.run(
            .adafactorSquares, parameters, gradients: gradients, over: tensor, at: place,
            RuleFactors(), into: sums)
        }
        weights = sums[0]
        takeIn(tensor, at: place, intake)
        (moves, _) = memory.run(
          .adafactorNorm, parameters, gradients: gradients, over: tensor, at: place,
          RuleFactors(inside: least))
      default:
        (weights, moves) = memory.run(
          .adafactorVector, parameters, gradients: gradients, over: tensor, at: place,
          RuleFactors(intake2: intake, inside: least))
      }
      let size = max(epsilon2, (weights / Double(tensor.count)).squareRoot())
      let clip = max(1, (moves / Double(tensor.count)).squareRoot() / threshold)
      memory.run(
        .adafactorStep, parameters, gradients: gradients, over: tensor, at: place,
        RuleFactors(
          rate: size * bound / clip, shrink: 1 - rate.learningRate * weightDecay, inside: least))
    }
  }

  /// Brings a matrix's R and C up to date with the sums over its columns and rows.
  private mutating func takeIn(
    _ tensor: ParameterLayout.Tensor, at place: Int, _ intake: Double
  ) {
    let (outputs, inputs) = (tensor.outputs, tensor.inputs)
    for index in 0..<outputs + inputs {
      let averaged = index < outputs ? inputs : outputs
      means[place + index] += intake * (sums[1 + index] / Double(averaged) - means[place + index])
    }
    let mean = means[place..<place + outputs].reduce(0, +) / Double(outputs)
    memory.withFirst { squares in
      for index in 0..<outputs + inputs {
        squares[place + index] = Scalar(
          means[place + index] / (index < outputs ? max(mean, epsilon1) : 1))
      }
    }
  }

  package var state: OptimizerState<Scalar> {
    var state = memory.state()
    state.wideVectors["means"] = means
    return state
  }

  package mutating func restore(_ state: OptimizerState<Scalar>) {
    memory.restore(state)
    means = state.wideVector("means", count: means.count)
  }
}

struct AdafactorRecipe: OptimizerRecipe {
  let learningRate, beta2Decay, epsilon2, threshold, weightDecay: Double
  let epsilon1: Double?

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    beta2Decay = reader.number("optimizer.beta2_decay")
    epsilon1 = reader.numberIfSet("optimizer.epsilon1")
    epsilon2 = reader.number("optimizer.epsilon2")
    threshold = reader.number("optimizer.d")
    weightDecay = reader.number("optimizer.weight_decay")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    Adafactor(
      layout: context.layout, beta2Decay: beta2Decay, epsilon1: epsilon1, epsilon2: epsilon2,
      threshold: threshold, weightDecay: weightDecay, instructions: context.instructions)
  }
}
