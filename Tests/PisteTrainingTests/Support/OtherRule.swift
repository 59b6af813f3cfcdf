import PisteTestSupport
import PisteTraining

/// The rules beyond gradient descent and Adam, with the settings that tests vary.
enum OtherRule: Sendable {
  case epsilonHat
  case adagrad(
    rateDecay: Double = 0, start: Double = 0, epsilon: Double = 1e-10, inside: Bool = false,
    decay: Double = 0)
  case rmsprop(
    alpha: Double = 0.99, inside: Bool = false, momentum: Double = 0, centered: Bool = false,
    decay: Double = 0)
  case adadelta(rho: Double = 0.9, decay: Double = 0)
  case adamax(decay: Double = 0)
  case nadam(psi: Double = 4e-3, decay: Double = 0, decoupled: Bool = false)
  case radam(beta2: Double = 0.999, decay: Double = 0, decoupled: Bool = false)
  case rprop(minus: Double = 0.5, plus: Double = 1.2, least: Double = 1e-6, largest: Double = 50)
  case lion(beta1: Double = 0.9, decay: Double = 1e-3)
  case lars(trust: Double = 1e-3, nesterov: Bool = false, decay: Double = 0)
  case lamb(decay: Double = 0)
  case adafactor(epsilon1: Double? = nil, threshold: Double = 1, decay: Double = 0)
  case swats(tolerance: Double = 1e-9, decay: Double = 0)
  case scheduleFree(
    adam: Bool = false, beta: Double = 0.9, r: Double = 0, power: Double = 2, decay: Double = 0)
  case prodigy(
    d0: Double = 1e-6, coefficient: Double = 1, beta3: Double? = nil, growth: Double = .infinity,
    decay: Double = 0, corrects: Bool = false, isSafe: Bool = false)

  func make<Scalar: TrainingScalar>(
    _ layout: ParameterLayout, _ set: InstructionSet
  ) -> any Optimizer<Scalar> {
    switch self {
    case .epsilonHat: Adam(layout: layout, isEpsilonHat: true, instructions: set)
    case .adagrad(let rateDecay, let start, let epsilon, let inside, let decay):
      Adagrad(
        layout: layout, rateDecay: rateDecay, initialAccumulator: start, epsilon: epsilon,
        isEpsilonInside: inside, weightDecay: decay, instructions: set)
    case .rmsprop(let alpha, let inside, let momentum, let centered, let decay):
      RMSprop(
        layout: layout, alpha: alpha, isEpsilonInside: inside, momentum: momentum,
        isCentered: centered, weightDecay: decay, instructions: set)
    case .adadelta(let rho, let decay):
      Adadelta(layout: layout, rho: rho, weightDecay: decay, instructions: set)
    case .adamax(let decay): Adamax(layout: layout, weightDecay: decay, instructions: set)
    case .nadam(let psi, let decay, let decoupled):
      NAdam(
        layout: layout, momentumDecay: psi, weightDecay: decay, isDecoupled: decoupled,
        instructions: set)
    case .radam(let beta2, let decay, let decoupled):
      RAdam(
        layout: layout, beta2: beta2, weightDecay: decay, isDecoupled: decoupled,
        instructions: set)
    case .rprop(let minus, let plus, let least, let largest):
      Rprop(
        layout: layout, etaMinus: minus, etaPlus: plus, smallest: least, largest: largest,
        instructions: set)
    case .lion(let beta1, let decay):
      Lion(layout: layout, beta1: beta1, weightDecay: decay, instructions: set)
    case .lars(let trust, let nesterov, let decay):
      LARS(
        layout: layout, trustCoefficient: trust, isNesterov: nesterov, weightDecay: decay,
        instructions: set)
    case .lamb(let decay): LAMB(layout: layout, weightDecay: decay, instructions: set)
    case .adafactor(let epsilon1, let threshold, let decay):
      Adafactor(
        layout: layout, epsilon1: epsilon1, threshold: threshold, weightDecay: decay,
        instructions: set)
    case .swats(let tolerance, let decay):
      SWATS(layout: layout, tolerance: tolerance, weightDecay: decay, instructions: set)
    case .scheduleFree(false, let beta, let r, let power, let decay):
      ScheduleFreeSGD(
        layout: layout, beta1: beta, r: r, weightPower: power, weightDecay: decay,
        instructions: set)
    case .scheduleFree(true, let beta, let r, let power, let decay):
      ScheduleFreeAdamW(
        layout: layout, beta1: beta, r: r, weightPower: power, weightDecay: decay,
        instructions: set)
    case .prodigy(
      let d0, let coefficient, let beta3, let growth, let decay, let corrects, let isSafe):
      Prodigy(
        layout: layout, beta3: beta3, d0: d0, coefficient: coefficient, growth: growth,
        weightDecay: decay, correctsBias: corrects, isWarmupSafe: isSafe, instructions: set)
    }
  }

  func reference(_ tensors: [ReferenceTensor]) -> any ReferenceRule {
    switch self {
    case .epsilonHat: ReferenceMoments(.epsilonHat)
    case .adagrad(let rateDecay, let start, let epsilon, let inside, let decay):
      ReferenceAdagrad(
        rateDecay: rateDecay, start: start, epsilon: epsilon, inside: inside, decay: decay)
    case .rmsprop(let alpha, let inside, let momentum, let centered, let decay):
      ReferenceRMSprop(
        alpha: alpha, epsilon: 1e-8, inside: inside, momentum: momentum, centered: centered,
        decay: decay)
    case .adadelta(let rho, let decay):
      ReferenceAdadelta(rho: rho, epsilon: 1e-6, decay: decay)
    case .adamax(let decay): ReferenceMoments(.adamax, decay: decay)
    case .nadam(let psi, let decay, let decoupled):
      ReferenceMoments(.nadam(psi: psi), decay: decay, decoupled: decoupled)
    case .radam(let beta2, let decay, let decoupled):
      ReferenceMoments(.radam, beta2: beta2, decay: decay, decoupled: decoupled)
    case .rprop(let minus, let plus, let least, let largest):
      ReferenceRprop(minus: minus, plus: plus, least: least, largest: largest)
    case .lion(let beta1, let decay): ReferenceLion(beta1: beta1, beta2: 0.99, decay: decay)
    case .lars(let trust, let nesterov, let decay):
      ReferenceLARS(tensors, trust: trust, momentum: 0.9, nesterov: nesterov, decay: decay)
    case .lamb(let decay): ReferenceLAMB(tensors, epsilon: 1e-6, decay: decay)
    case .adafactor(let epsilon1, let threshold, let decay):
      ReferenceAdafactor(
        tensors, epsilon1: epsilon1 ?? 0x1p-52, epsilon2: 1e-3, threshold: threshold, decay: decay)
    case .swats(let tolerance, let decay): ReferenceSWATS(tolerance: tolerance, decay: decay)
    case .scheduleFree(let adam, let beta, let r, let power, let decay):
      ReferenceScheduleFree(isAdam: adam, beta: beta, r: r, power: power, decay: decay)
    case .prodigy(
      let d0, let coefficient, let beta3, let growth, let decay, let corrects, let isSafe):
      ReferenceProdigy(
        d0: d0, coefficient: coefficient, beta3: beta3 ?? 0.999.squareRoot(), growth: growth,
        decay: decay, corrects: corrects, isSafe: isSafe)
    }
  }
}
