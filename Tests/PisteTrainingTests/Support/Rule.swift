import PisteTestSupport
import PisteTraining

/// An optimizer by its settings, made for either number type and as a reference.
enum Rule: Sendable {
  case sgd(momentum: Double = 0, dampening: Double = 0, nesterov: Bool = false, decay: Double = 0)
  case adam(amsgrad: Bool = false, decay: Double = 0)
  case adamW(decay: Double)

  func make<Scalar: TrainingScalar>(
    _ layout: ParameterLayout, _ set: InstructionSet = .best
  ) -> any Optimizer<Scalar> {
    switch self {
    case .sgd(let momentum, let dampening, let nesterov, let decay):
      SGD(
        layout: layout, momentum: momentum, dampening: dampening, isNesterov: nesterov,
        weightDecay: decay, instructions: set)
    case .adam(let amsgrad, let decay):
      Adam(layout: layout, isAMSGrad: amsgrad, weightDecay: decay, instructions: set)
    case .adamW(let decay): AdamW(layout: layout, weightDecay: decay, instructions: set)
    }
  }

  var reference: ReferenceOptimizer {
    switch self {
    case .sgd(let momentum, let dampening, let nesterov, let decay):
      .sgd(momentum: momentum, dampening: dampening, nesterov: nesterov, decay: decay)
    case .adam(let amsgrad, let decay):
      .adam(
        beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: amsgrad, decay: decay, decoupled: false)
    case .adamW(let decay):
      .adam(
        beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: false, decay: decay, decoupled: true)
    }
  }
}

extension Optimizer {
  /// One step over arrays.
  mutating func step(_ parameters: inout [Scalar], _ gradients: [Scalar], rate: Double) {
    parameters.withUnsafeMutableBufferPointer { parameters in
      gradients.withUnsafeBufferPointer { gradients in
        step(parameters, gradients: gradients, rate: ScheduledRate(learningRate: rate))
      }
    }
  }
}
