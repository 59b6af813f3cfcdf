private import Foundation

/// The running means that Adam and its kin keep, and the fused step over them.
struct AdamMoments<Scalar: TrainingScalar>: Sendable {
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private let isEpsilonHat: Bool
  private let instructions: InstructionSet
  private var mean: [Scalar]
  private var square: [Scalar]
  private var largest: [Scalar]
  private var stepCount = 0

  init(
    layout: ParameterLayout, beta1: Double, beta2: Double, epsilon: Double, isAMSGrad: Bool,
    isEpsilonHat: Bool = false, instructions: InstructionSet
  ) {
    precondition((0..<1).contains(beta1), "Adam: beta1 = \(beta1) is outside 0..<1")
    precondition((0..<1).contains(beta2), "Adam: beta2 = \(beta2) is outside 0..<1")
    precondition(epsilon >= 0, "Adam: epsilon = \(epsilon) is negative")
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.isEpsilonHat = isEpsilonHat
    self.instructions = instructions
    mean = Array(repeating: 0, count: layout.storageCount)
    square = mean
    largest = isAMSGrad ? mean : []
  }

  /// One step over all parameters.
  ///
  /// - Parameters:
  ///   - parameters: θ.
  ///   - gradients: ∂L/∂θ.
  ///   - rate: η, and β₁ where the schedule sets a momentum.
  ///   - penalty: λ of an L2 penalty, which is added to the gradient.
  ///   - shrink: What θ is multiplied by before the step; 1 unless decay is decoupled.
  /// - Returns: Whether all parameters are finite now.
  mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Scalar>, gradients: UnsafeBufferPointer<Scalar>,
    rate: ScheduledRate, penalty: Double, shrink: Double
  ) -> Bool {
    precondition(
      mean.count == parameters.count,
      "Adam: \(parameters.count) parameters, made for \(mean.count)")
    guard let theta = parameters.baseAddress, let g = gradients.baseAddress else { return true }
    var areFinite = true
    withStep(rate: rate, penalty: penalty, shrink: shrink) { step in
      areFinite = step.take(theta, gradient: g, from: 0, count: parameters.count)
    }
    return areFinite
  }

  /// Begins a step that `body` takes; the bias corrections are computed in Float64 whatever the
  /// parameters are.
  mutating func withStep(
    rate: ScheduledRate, penalty: Double, shrink: Double,
    _ body: (ElementwiseStep<Scalar>) -> Void
  ) {
    stepCount += 1
    let beta1 = rate.momentum ?? beta1
    let correction1 = 1 - pow(beta1, Double(stepCount))
    let correction2 = 1 - pow(beta2, Double(stepCount))
    // With ε-hat the correction of v multiplies the rate and leaves the divisor alone.
    let hat = isEpsilonHat ? correction2.squareRoot() : 1
    let factors = AdamFactors<Scalar>(
      step: Scalar(rate.learningRate / correction1 * hat),
      unbias2: isEpsilonHat ? 1 : Scalar(1 / correction2.squareRoot()),
      intake1: Scalar(1 - beta1), beta2: Scalar(beta2), intake2: Scalar(1 - beta2),
      epsilon: Scalar(epsilon), penalty: Scalar(penalty), shrink: Scalar(shrink))
    let set = instructions
    mean.withUnsafeMutableBufferPointer { mean in
      square.withUnsafeMutableBufferPointer { square in
        largest.withUnsafeMutableBufferPointer { largest in
          body(
            ElementwiseStep(
              rule: .adam(factors),
              memory: RuleVectors(
                mean.baseAddress, square.baseAddress,
                largest.isEmpty ? nil : largest.baseAddress),
              instructions: set))
        }
      }
    }
  }

  var state: OptimizerState<Scalar> {
    var vectors = ["mean": mean, "square": square]
    if !largest.isEmpty { vectors["largest"] = largest }
    return OptimizerState(vectors: vectors, numbers: ["step": Double(stepCount)])
  }

  mutating func restore(_ state: OptimizerState<Scalar>) {
    mean = state.vector("mean", count: mean.count)
    square = state.vector("square", count: square.count)
    if !largest.isEmpty { largest = state.vector("largest", count: largest.count) }
    stepCount = Int(state.numbers["step"] ?? 0)
  }
}
