import PisteTestSupport

extension OptimizerTrajectoryTests {
  /// The rules beyond gradient descent and Adam.
  ///
  /// The numbers are PyTorch's; optax's where that is in the name, and for Lion, LARS and LAMB;
  /// those of the authors' packages for Schedule-Free and Prodigy, and NumPy's for SWATS and Adam
  /// with ε-hat.
  static let elementwise: [Known] = [
    Known(
      testDescription: "AdaGrad", rule: .other(.adagrad()), rate: 0.1),
    Known(
      testDescription: "AdaGrad of optax",
      rule: .other(.adagrad(start: 0.1, epsilon: 1e-7, inside: true)), rate: 0.1),
    Known(
      testDescription: "AdaGrad with everything",
      rule: .other(.adagrad(rateDecay: 0.1, start: 0.5, decay: 0.1)), rate: 0.1),
    Known(
      testDescription: "RMSprop", rule: .other(.rmsprop()), rate: 0.01),
    Known(
      testDescription: "RMSprop, centered with momentum",
      rule: .other(.rmsprop(momentum: 0.9, centered: true)), rate: 0.01),
    Known(
      testDescription: "RMSprop of optax", rule: .other(.rmsprop(alpha: 0.9, inside: true)),
      rate: 0.01),
    Known(
      testDescription: "RMSprop with momentum", rule: .other(.rmsprop(momentum: 0.8, decay: 0.1)),
      rate: 0.01),
    Known(
      testDescription: "RMSprop, centered", rule: .other(.rmsprop(alpha: 0.9, centered: true)),
      rate: 0.01),
    Known(
      testDescription: "Adadelta", rule: .other(.adadelta()), rate: 1),
    Known(
      testDescription: "Adadelta with L2", rule: .other(.adadelta(rho: 0.8, decay: 0.1)), rate: 2),
    Known(
      testDescription: "Adam with ε-hat", rule: .other(.epsilonHat), rate: 0.1),
    Known(
      testDescription: "Adamax", rule: .other(.adamax()), rate: 0.1),
    Known(
      testDescription: "Adamax with L2", rule: .other(.adamax(decay: 0.1)), rate: 0.1),
    Known(
      testDescription: "NAdam", rule: .other(.nadam()), rate: 0.1),
    Known(
      testDescription: "NAdam of optax", rule: .other(.nadam(psi: 1e6)), rate: 0.1),
    Known(
      testDescription: "NAdam with L2", rule: .other(.nadam(psi: 0.1, decay: 0.1)), rate: 0.1),
    Known(
      testDescription: "NAdam, decoupled", rule: .other(.nadam(decay: 0.1, decoupled: true)),
      rate: 0.1),
    Known(
      testDescription: "RAdam", rule: .other(.radam()), rate: 0.1),
    Known(
      testDescription: "RAdam with L2", rule: .other(.radam(beta2: 0.9, decay: 0.1)), rate: 0.1),
    Known(
      testDescription: "RAdam, decoupled", rule: .other(.radam(decay: 0.1, decoupled: true)),
      rate: 0.1),
    Known(
      testDescription: "Rprop", rule: .other(.rprop()), rate: 0.1),
    Known(
      testDescription: "Rprop within bounds",
      rule: .other(.rprop(minus: 0.3, plus: 1.5, least: 0.01, largest: 0.3)), rate: 0.1),
    Known(
      testDescription: "Lion", rule: .other(.lion()), rate: 0.01),
    Known(
      testDescription: "Lion with more decay", rule: .other(.lion(beta1: 0.95, decay: 0.3)),
      rate: 0.01),
    Known(
      testDescription: "LARS", rule: .other(.lars()), rate: 0.1),
    Known(
      testDescription: "LARS, Nesterov with L2",
      rule: .other(.lars(trust: 0.02, nesterov: true, decay: 0.1)), rate: 0.1),
    Known(
      testDescription: "LAMB", rule: .other(.lamb()), rate: 0.1),
    Known(
      testDescription: "LAMB with decay", rule: .other(.lamb(decay: 0.1)), rate: 0.1),
    Known(
      testDescription: "Adafactor", rule: .other(.adafactor()), rate: 0.1),
    Known(
      testDescription: "Adafactor with decay",
      rule: .other(.adafactor(epsilon1: 1e-3, threshold: 1.5, decay: 0.1)), rate: 0.1),
    Known(
      testDescription: "SWATS before its switch", rule: .other(.swats()), rate: 0.1),
    Known(
      testDescription: "SWATS after its switch", rule: .other(.swats(tolerance: 2e-3, decay: 0.1)),
      rate: 0.1),
    Known(
      testDescription: "Schedule-Free SGD", rule: .other(.scheduleFree()), rate: 0.1),
    Known(
      testDescription: "Schedule-Free SGD with L2",
      rule: .other(.scheduleFree(beta: 0.7, r: 1, power: 1, decay: 0.1)), rate: 0.1),
    Known(
      testDescription: "Schedule-Free AdamW", rule: .other(.scheduleFree(adam: true)), rate: 0.1),
    Known(
      testDescription: "Schedule-Free AdamW with decay",
      rule: .other(.scheduleFree(adam: true, beta: 0.7, r: 1, power: 1, decay: 0.1)), rate: 0.1),
    Known(
      testDescription: "Prodigy", rule: .other(.prodigy()), rate: 1),
    Known(
      testDescription: "Prodigy from 1e-2", rule: .other(.prodigy(d0: 1e-2)), rate: 1),
    Known(
      testDescription: "Prodigy with everything",
      rule: .other(
        .prodigy(d0: 1e-3, coefficient: 2, beta3: 0.9, growth: 1.5, decay: 0.1, corrects: true)),
      rate: 0.5),
    Known(
      testDescription: "Prodigy with a safe warm-up",
      rule: .other(.prodigy(d0: 1e-3, isSafe: true)), rate: 0.5),
  ]
}
