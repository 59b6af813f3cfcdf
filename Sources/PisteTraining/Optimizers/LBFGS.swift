/// Quasi-Newton steps from a limited history of gradients, for whole data sets.
///
/// One step of training is up to `iterations` of these:
///
///     d = −H·g, H from the last pairs (s, y);  the first time of all d = −g
///     t by the strong Wolfe conditions, tried first at η (the first time of all η·min(1, 1/‖g‖₁));
///       without line search t is that value itself
///     θ ← θ + t·d
///
/// It ends early where max |g| ≤ tolerance_grad, where t·max |d| or the loss's change is within
/// tolerance_change, where d does not point down, or after `evaluations` gradients. History,
/// direction and gradient live on into the next step, which begins with an evaluation of its own.
/// The loss has to be the same function each time: one batch that holds all training rows. Where
/// each epoch shuffles them, it is the same up to the order of its sum.
///
/// > Cost: an evaluation is a forward and a backward pass over all rows, beside which the rest is
/// > little; the history takes up to 2·100 times the memory of the parameters.
///
/// > Source: Liu and Nocedal, "On the Limited Memory BFGS Method for Large Scale Optimization",
/// > Mathematical Programming 45 (1989); step for step as PyTorch's `torch.optim.LBFGS`.
///
/// > Differs from: PyTorch only where a loss or a gradient is not finite, which ends the run here
/// > as it does for every optimizer; and in that strong Wolfe is what it does unless told not to.
package struct LBFGS<Scalar: TrainingScalar>: ClosureOptimizer {
  private let options: LBFGSOptions
  private let width: Int
  private var history: LBFGSHistory<Scalar>
  private var direction: [Scalar]
  private var previous: [Scalar]
  private var lastStep = 0.0
  private var iterationCount = 0
  private var evaluationCount = 0
  /// The search's gradients in its slots, the place it starts from, and room for a pair.
  private var scratch: [Scalar]

  /// Creates the rule without a history.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - options: Its constants.
  package init(layout: ParameterLayout, options: LBFGSOptions = LBFGSOptions()) {
    precondition(
      options.history > 0 && options.iterations > 0,
      "L-BFGS: a history of \(options.history) and \(options.iterations) iterations, 1 is the least"
    )
    self.options = options
    width = layout.storageCount
    history = LBFGSHistory(capacity: options.history, width: width)
    direction = Array(repeating: 0, count: width)
    previous = direction
    scratch = Array(repeating: 0, count: (StrongWolfe.slotCount + 3) * width)
  }

  package var gradientEvaluations: Int? { evaluationCount }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    preconditionFailure(
      "L-BFGS: one gradient of \(gradients.count) numbers, but it asks for gradients itself")
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    first: BatchResult, examples: Int, rate: ScheduledRate, evaluate: () -> BatchResult
  ) -> BatchResult {
    precondition(
      parameters.count == width, "L-BFGS: \(parameters.count) parameters, made for \(width)")
    var (history, last, count) = (history, lastStep, iterationCount)
    // Handed over and back, so that the arrays within are not copied when they change.
    self.history = LBFGSHistory(capacity: 1, width: 0)
    var result = first
    var evaluations = 1
    direction.withUnsafeMutableBufferPointer { direction in
      previous.withUnsafeMutableBufferPointer { previous in
        scratch.withUnsafeMutableBufferPointer { scratch in
          guard let theta = parameters.baseAddress, let g = gradients.baseAddress,
            let d = direction.baseAddress, let before = previous.baseAddress,
            let slots = scratch.baseAddress
          else { return }
          var descent = LBFGSDescent(
            options: options, width: parameters.count, theta: theta, gradient: g, direction: d,
            previous: before, slots: slots, examples: Double(examples), rate: rate.learningRate)
          result = descent.run(
            first, history: &history, step: &last, count: &count, evaluate: evaluate)
          evaluations = descent.evaluations
        }
      }
    }
    self.history = history
    (lastStep, iterationCount) = (last, count)
    evaluationCount += evaluations
    return result
  }

  package var state: OptimizerState<Scalar> {
    OptimizerState(
      vectors: ["direction": direction, "gradient": previous, "history": history.flat],
      numbers: [
        "length": lastStep, "iterations": Double(iterationCount),
        "evaluations": Double(evaluationCount),
      ])
  }

  package mutating func restore(_ state: OptimizerState<Scalar>) {
    direction = state.vector("direction", count: width)
    previous = state.vector("gradient", count: width)
    history.restore(state.vectors["history"] ?? [])
    lastStep = state.numbers["length"] ?? 0
    iterationCount = Int(state.numbers["iterations"] ?? 0)
    evaluationCount = Int(state.numbers["evaluations"] ?? 0)
  }
}

struct LBFGSRecipe: OptimizerRecipe {
  let learningRate: Double
  let options: LBFGSOptions

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    var options = LBFGSOptions()
    options.history = reader.integer("optimizer.history_size")
    options.iterations = reader.integer("optimizer.max_iter")
    options.evaluations =
      reader.optionalNumber("optimizer.max_eval").map { Int($0) } ?? options.iterations * 5 / 4
    options.gradientTolerance = reader.number("optimizer.tolerance_grad")
    options.changeTolerance = reader.number("optimizer.tolerance_change")
    options.searches =
      reader.choice(
        "optimizer.line_search", of: LBFGSOptions.LineSearch.self,
        among: LBFGSOptions.LineSearch.allCases.map(\.rawValue)) != .fixed
    self.options = options
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    LBFGS(layout: context.layout, options: options)
  }
}
