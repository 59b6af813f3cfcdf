/// Rprop: a step size for each parameter, which grows while its gradient keeps its sign.
///
///     g·g′ > 0:  δ ← min(η₊·δ, δmax)           g′ the gradient before
///     g·g′ < 0:  δ ← max(η₋·δ, δmin),  g ← 0
///     θ ← θ − sign(g)·δ,  g′ ← g               (δ begins at η)
///
/// > Source: Riedmiller and Braun, "A Direct Adaptive Method for Faster Backpropagation Learning:
/// > The RPROP Algorithm", 1993; in the form without backtracking of Igel and Hüsken, "Improving
/// > the Rprop Learning Algorithm", 2000, iRprop⁻.
///
/// > Differs from: other rules in that the rate is but the first step size, so that a schedule's
/// > later rates have no effect, as in PyTorch. It is meant for whole data sets: the signs of
/// > small batches' gradients are noise.
package struct Rprop<Scalar: TrainingScalar>: Optimizer {
  private let etaMinus, etaPlus, smallest, largest: Double
  private var memory: RuleMemory<Scalar>

  /// Creates the rule at rest.
  ///
  /// - Parameters:
  ///   - layout: The parameters it will move.
  ///   - etaMinus: η₋ in 0..<1, by which a size shrinks when the sign turns.
  ///   - etaPlus: η₊ > 1, by which it grows while the sign stays.
  ///   - smallest: δmin > 0, in units of the parameters.
  ///   - largest: δmax ≥ δmin, in units of the parameters.
  ///   - instructions: Which form of the kernel runs.
  package init(
    layout: ParameterLayout, etaMinus: Double = 0.5, etaPlus: Double = 1.2,
    smallest: Double = 1e-6, largest: Double = 50, instructions: InstructionSet = .best
  ) {
    requireShare(etaMinus, "eta minus", of: "Rprop")
    precondition(etaPlus > 1, "Rprop: eta plus = \(etaPlus) is not above 1")
    precondition(
      smallest > 0 && largest >= smallest,
      "Rprop: step sizes from \(smallest) to \(largest)")
    self.etaMinus = etaMinus
    self.etaPlus = etaPlus
    self.smallest = smallest
    self.largest = largest
    memory = RuleMemory(
      "Rprop", layout: layout, vectors: ["gradient", "size"], instructions: instructions)
  }

  @specialized(where Scalar == Float)
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) {
    if memory.beginStep(parameters) == 1 { memory.fill(1, with: Scalar(rate.learningRate)) }
    memory.run(
      .rprop, parameters, gradients: gradients,
      RuleFactors(keep1: etaMinus, keep2: etaPlus, outside: largest, inside: smallest))
  }

  package var state: OptimizerState<Scalar> { memory.state() }

  package mutating func restore(_ state: OptimizerState<Scalar>) { memory.restore(state) }
}

struct RpropRecipe: OptimizerRecipe {
  let learningRate, etaMinus, etaPlus, smallest, largest: Double

  init(_ reader: inout RecipeReader) {
    learningRate = reader.number("optimizer.lr")
    etaMinus = reader.number("optimizer.eta_minus")
    etaPlus = reader.number("optimizer.eta_plus")
    smallest = reader.number("optimizer.step_size_min")
    largest = reader.number("optimizer.step_size_max")
  }

  func makeOptimizer<Scalar: TrainingScalar>(
    in context: OptimizerContext, of type: Scalar.Type
  ) -> any Optimizer<Scalar> {
    Rprop(
      layout: context.layout, etaMinus: etaMinus, etaPlus: etaPlus, smallest: smallest,
      largest: largest, instructions: context.instructions)
  }
}
