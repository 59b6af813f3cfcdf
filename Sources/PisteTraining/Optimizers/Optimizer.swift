/// A rule that turns gradients into a change of the parameters.
///
/// Optimizers are values: copying one copies its moments. Each is made for the layout of one
/// network, whose flat vectors it is given at every step.
package protocol Optimizer<Scalar>: Sendable {
  /// What parameters are made of: `Float` in training, `Double` in checks.
  associatedtype Scalar: TrainingScalar

  /// Moves `parameters` by one step.
  ///
  /// - Parameters:
  ///   - parameters: θ, every trainable scalar. Shape `[storageCount]` of the layout.
  ///   - gradients: ∂L/∂θ, averaged over the batch, finite. Shape as `parameters`.
  ///   - rate: η of this step, and the momentum where the schedule sets it.
  mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate)

  /// Takes the same step, and looks at the parameters it writes on the way.
  ///
  /// - Returns: Whether all parameters are finite now; nil where the rule has not looked.
  mutating func checkedStep(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) -> Bool?

  /// Finds the batch's gradient and takes one step.
  ///
  /// Most rules need one gradient at θ, which is what the protocol
  /// gives them; ``ClosureOptimizer`` and ``CurvatureOptimizer`` ask for more.
  ///
  /// - Parameters:
  ///   - network: Holds the parameters, which are changed, and the gradients.
  ///   - batch: The examples of this step.
  ///   - rate: η of this step, and the momentum where the schedule sets it.
  /// - Returns: What was measured before the step. If it is not finite, no step was taken.
  mutating func advance(
    _ network: borrowing Network<Scalar>, on batch: Batch<Scalar>, rate: ScheduledRate
  ) -> BatchResult

  /// Whether ``advance(_:on:rate:)`` is the protocol's own: one gradient at θ, and the step.
  ///
  /// The trainer then does the same itself, where the compiler knows the network's number type.
  var takesOneGradient: Bool { get }

  /// Whether the rule treats every number by itself, so that a step may be taken range by range.
  var isElementwise: Bool { get }

  /// Begins the step that ``checkedStep(_:gradients:rate:)`` takes at once, for `body` to take it.
  ///
  /// - Parameters:
  ///   - rate: η of this step, and the momentum where the schedule sets it.
  ///   - body: Called once; it takes the step for every range of the parameters.
  /// - Precondition: The rule ``isElementwise``.
  mutating func withElementwiseStep(
    rate: ScheduledRate, _ body: (ElementwiseStep<Scalar>) -> Void)

  /// Whether the network is to be evaluated elsewhere than it is trained.
  var evaluatesElsewhere: Bool { get }

  /// Writes the parameters at which the network is to be evaluated and saved.
  ///
  /// - Parameters:
  ///   - parameters: θ as the last step left it.
  ///   - target: Where the others go. Shape as `parameters`.
  func evaluationParameters(
    of parameters: UnsafeBufferPointer<Scalar>, into target: UnsafeMutableBufferPointer<Scalar>)

  /// How many gradients have been found so far; nil where it is one a step.
  var gradientEvaluations: Int? { get }

  /// All that the next step depends on besides parameters and gradients.
  var state: OptimizerState<Scalar> { get }

  /// Takes up the state that another value of the same making had.
  mutating func restore(_ state: OptimizerState<Scalar>)
}

extension Optimizer {
  package mutating func advance(
    _ network: borrowing Network<Scalar>, on batch: Batch<Scalar>, rate: ScheduledRate
  ) -> BatchResult {
    var result = network.lossAndGradient(batch)
    guard result.isFinite else { return result }
    result.parametersAreFinite = checkedStep(
      network.parameters.mutableValues, gradients: network.gradients.values, rate: rate)
    return result
  }

  package mutating func checkedStep(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate
  ) -> Bool? {
    step(parameters, gradients: gradients, rate: rate)
    return nil
  }

  package var takesOneGradient: Bool { true }

  package var isElementwise: Bool { false }

  package mutating func withElementwiseStep(
    rate: ScheduledRate, _ body: (ElementwiseStep<Scalar>) -> Void
  ) {
    preconditionFailure(
      "Optimizer: a step of rate \(rate.learningRate) range by range, not offered")
  }

  package var evaluatesElsewhere: Bool { false }

  package var gradientEvaluations: Int? { nil }

  package func evaluationParameters(
    of parameters: UnsafeBufferPointer<Scalar>, into target: UnsafeMutableBufferPointer<Scalar>
  ) {
    _ = target.update(from: parameters)
  }
}

/// An optimizer's memory, as a checkpoint keeps it.
package struct OptimizerState<Scalar: TrainingScalar>: Sendable, Hashable {
  /// Vectors by name, most of them laid out as the parameters, as `velocity`.
  package var vectors: [String: [Scalar]]
  /// Vectors in Float64 by name, as the factors of a curvature estimate.
  package var wideVectors: [String: [Double]]
  /// Numbers by name, as `step`.
  package var numbers: [String: Double]
  /// Whole numbers by name that are to be kept to the last bit, as a random stream's state.
  package var words: [String: [UInt64]]

  /// Creates a state.
  package init(
    vectors: [String: [Scalar]] = [:], wideVectors: [String: [Double]] = [:],
    numbers: [String: Double] = [:], words: [String: [UInt64]] = [:]
  ) {
    self.vectors = vectors
    self.wideVectors = wideVectors
    self.numbers = numbers
    self.words = words
  }

  /// The vector `name`, which must be there with `count` numbers.
  func vector(_ name: String, count: Int) -> [Scalar] {
    guard let vector = vectors[name], vector.count == count else {
      preconditionFailure(
        "OptimizerState: \(vectors[name]?.count ?? 0) numbers in \(name), \(count) are needed")
    }
    return vector
  }

  /// The Float64 vector `name`, which must be there with `count` numbers.
  func wideVector(_ name: String, count: Int) -> [Double] {
    guard let vector = wideVectors[name], vector.count == count else {
      preconditionFailure(
        "OptimizerState: \(wideVectors[name]?.count ?? 0) numbers in \(name), "
          + "\(count) are needed")
    }
    return vector
  }
}
