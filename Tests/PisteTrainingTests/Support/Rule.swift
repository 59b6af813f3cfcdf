import PisteTestSupport
import PisteTraining

/// An optimizer by its settings, made for either number type and as a reference.
enum Rule: Sendable {
  case sgd(momentum: Double = 0, dampening: Double = 0, nesterov: Bool = false, decay: Double = 0)
  case adam(amsgrad: Bool = false, decay: Double = 0)
  case adamW(decay: Double)
  case other(OtherRule)

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
    case .other(let rule): rule.make(layout, set)
    }
  }

  /// The rule without the core; without a layout, for one matrix of two inputs and an output.
  func reference(_ layout: ParameterLayout? = nil) -> ReferenceOptimizer {
    switch self {
    case .other(let rule):
      .rule(
        rule.reference(
          layout?.tensors.map {
            ReferenceTensor(
              offset: $0.offset, inputs: $0.inputs, outputs: $0.outputs,
              isMatrix: $0.role == .weight)
          } ?? [ReferenceTensor(offset: 0, inputs: 2, outputs: 1, isMatrix: true)]))
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
  /// Where these parameters would be evaluated.
  func evaluated(_ parameters: [Scalar]) -> [Scalar] {
    var target = parameters
    parameters.withUnsafeBufferPointer { parameters in
      target.withUnsafeMutableBufferPointer { evaluationParameters(of: parameters, into: $0) }
    }
    return target
  }

  /// One step over arrays.
  mutating func step(_ parameters: inout [Scalar], _ gradients: [Scalar], rate: Double) {
    parameters.withUnsafeMutableBufferPointer { parameters in
      gradients.withUnsafeBufferPointer { gradients in
        step(parameters, gradients: gradients, rate: ScheduledRate(learningRate: rate))
      }
    }
  }
}
