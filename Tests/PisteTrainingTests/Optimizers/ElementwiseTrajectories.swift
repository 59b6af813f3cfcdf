import PisteTestSupport

extension OptimizerTrajectoryTests {
  /// The rules beyond gradient descent and Adam.
  ///
  /// The numbers are PyTorch's; optax's where that is in the name, and for Lion, LARS and LAMB;
  /// those of the authors' packages for Schedule-Free and Prodigy, and NumPy's for SWATS. Variants
  /// without numbers are held against the reference alone.
  static let elementwise: [Known] = [
    Known(
      testDescription: "AdaGrad", rule: .other(.adagrad()), rate: 0.1,
      golden: [
        1: [0.90000000001, 0.900000000001], 2: [0.833103526852, 0.833103526839],
        3: [0.780456181366, 0.78045618135], 10: [0.553731200378, 0.553731200355],
      ]),
    Known(
      testDescription: "AdaGrad of optax",
      rule: .other(.adagrad(start: 0.1, epsilon: 1e-7, inside: true)), rate: 0.1,
      golden: [
        1: [0.904653745409, 0.900049962581], 2: [0.839338739182, 0.833169909436],
        3: [0.787512774638, 0.780530986044], 10: [0.562270138913, 0.553820862467],
      ]),
    Known(
      testDescription: "AdaGrad with everything",
      rule: .other(.adagrad(rateDecay: 0.1, start: 0.5, decay: 0.1)), rate: 0.1,
      golden: [:]),
    Known(
      testDescription: "RMSprop", rule: .other(.rmsprop()), rate: 0.01,
      golden: [
        1: [0.90000001, 0.900000001], 2: [0.832917975265, 0.832917962134],
        3: [0.779982281982, 0.779982266253], 10: [0.549891131713, 0.549891108938],
      ]),
    Known(
      testDescription: "RMSprop, centered with momentum",
      rule: .other(.rmsprop(momentum: 0.9, centered: true)), rate: 0.01,
      golden: [
        1: [0.899496228575, 0.899496219484], 2: [0.741305992821, 0.741305971334],
        3: [0.549650184577, 0.549650149908], 10: [-0.542619365131, -0.542619404187],
      ]),
    Known(
      testDescription: "RMSprop of optax", rule: .other(.rmsprop(alpha: 0.9, inside: true)),
      rate: 0.01,
      golden: [
        1: [0.968377224979, 0.968377223414], 2: [0.945788026908, 0.945788024752],
        3: [0.927053100312, 0.92705309781], 10: [0.83205241861, 0.83205241507],
      ]),
    Known(
      testDescription: "RMSprop with momentum", rule: .other(.rmsprop(momentum: 0.8, decay: 0.1)),
      rate: 0.01,
      golden: [:]),
    Known(
      testDescription: "RMSprop, centered", rule: .other(.rmsprop(alpha: 0.9, centered: true)),
      rate: 0.01,
      golden: [:]),
    Known(
      testDescription: "Adadelta", rule: .other(.adadelta()), rate: 1,
      golden: [
        1: [0.996837738151, 0.996837722498], 2: [0.993598198408, 0.993598166293],
        3: [0.990309082801, 0.990309033772], 10: [0.96659718637, 0.966597013507],
      ]),
    Known(
      testDescription: "Adadelta with L2", rule: .other(.adadelta(rho: 0.8, decay: 0.1)), rate: 2,
      golden: [:]),
    Known(
      testDescription: "Adam with ε-hat", rule: .other(.epsilonHat), rate: 0.1,
      golden: [:]),
    Known(
      testDescription: "Adamax", rule: .other(.adamax()), rate: 0.1,
      golden: [
        1: [0.900000001, 0.9000000001], 2: [0.805168328117, 0.805168326411],
        3: [0.715499474737, 0.715499472317], 10: [0.22879221315, 0.228792208085],
      ]),
    Known(
      testDescription: "Adamax with L2", rule: .other(.adamax(decay: 0.1)), rate: 0.1,
      golden: [:]),
    Known(
      testDescription: "NAdam", rule: .other(.nadam()), rate: 0.1,
      golden: [
        1: [0.894354823221, 0.89435482227], 2: [0.819973071532, 0.819973069914],
        3: [0.752729267616, 0.752729265393], 10: [0.323364022561, 0.323364016875],
      ]),
    Known(
      testDescription: "NAdam of optax", rule: .other(.nadam(psi: 1e6)), rate: 0.1,
      golden: [
        1: [0.852631580421, 0.852631579095], 2: [0.741697161215, 0.741697158864],
        3: [0.64061128309, 0.640611279773], 10: [0.0613640992358, 0.0613640907898],
      ]),
    Known(
      testDescription: "NAdam with L2", rule: .other(.nadam(psi: 0.1, decay: 0.1)), rate: 0.1,
      golden: [:]),
    Known(
      testDescription: "NAdam, decoupled", rule: .other(.nadam(decay: 0.1, decoupled: true)),
      rate: 0.1,
      golden: [:]),
    Known(
      testDescription: "RAdam", rule: .other(.radam()), rate: 0.1,
      golden: [
        1: [0.9, 0], 2: [0.805263157895, -0.473684210526], 3: [0.715770052437, -0.59778597786],
        10: [0.534747594718, -0.312726365505],
      ]),
    Known(
      testDescription: "RAdam with L2", rule: .other(.radam(beta2: 0.9, decay: 0.1)), rate: 0.1,
      golden: [:]),
    Known(
      testDescription: "RAdam, decoupled", rule: .other(.radam(decay: 0.1, decoupled: true)),
      rate: 0.1,
      golden: [:]),
    Known(
      testDescription: "Rprop", rule: .other(.rprop()), rate: 0.1,
      golden: [1: [0.9, 0.9], 2: [0.78, 0.78], 3: [0.636, 0.636], 10: [0.03686784, 0.03686784]]),
    Known(
      testDescription: "Rprop within bounds",
      rule: .other(.rprop(minus: 0.3, plus: 1.5, least: 0.01, largest: 0.3)), rate: 0.1,
      golden: [:]),
    Known(
      testDescription: "Lion", rule: .other(.lion()), rate: 0.01,
      golden: [
        1: [0.98999, 0.98999], 2: [0.9799801001, 0.9799801001],
        3: [0.969970300299, 0.969970300299], 10: [0.89990450438, 0.89990450438],
      ]),
    Known(
      testDescription: "Lion with more decay", rule: .other(.lion(beta1: 0.95, decay: 0.3)),
      rate: 0.01,
      golden: [:]),
    Known(
      testDescription: "LARS", rule: .other(.lars()), rate: 0.1,
      golden: [
        1: [0.999985928049, 0.999859280491], 2: [0.999959190667, 0.999591924491],
        3: [0.999921053112, 0.999210616676], 10: [0.999417442879, 0.9941808746],
      ]),
    Known(
      testDescription: "LARS, Nesterov with L2",
      rule: .other(.lars(trust: 0.02, nesterov: true, decay: 0.1)), rate: 0.1,
      golden: [:]),
    Known(
      testDescription: "LAMB", rule: .other(.lamb()), rate: 0.1,
      golden: [
        1: [0.900000045, 0.899999955], 2: [0.810000087339, 0.809999912661],
        3: [0.729000126939, 0.728999873061], 10: [0.348678766518, 0.348678113682],
      ]),
    Known(
      testDescription: "LAMB with decay", rule: .other(.lamb(decay: 0.1)), rate: 0.1,
      golden: [:]),
    Known(
      testDescription: "Adafactor", rule: .other(.adafactor()), rate: 0.1,
      golden: [
        1: [0.9, 0.9], 2: [0.81418228228, 0.81418228228], 3: [0.739892248109, 0.739892248109],
        10: [0.416682493747, 0.416682493747],
      ]),
    Known(
      testDescription: "Adafactor with decay",
      rule: .other(.adafactor(epsilon1: 1e-3, threshold: 1.5, decay: 0.1)), rate: 0.1,
      golden: [:]),
    Known(
      testDescription: "SWATS before its switch", rule: .other(.swats()), rate: 0.1,
      golden: [
        1: [0.900000003162, 0.900000000316], 2: [0.800412233157, 0.80041222822],
        3: [0.701586278822, 0.701586272131], 10: [0.0762491656204, 0.0762491520967],
      ]),
    Known(
      testDescription: "SWATS after its switch", rule: .other(.swats(tolerance: 2e-3, decay: 0.1)),
      rate: 0.1,
      golden: [
        1: [0.900000002875, 0.900000000313], 2: [0.800412232658, 0.800412228214],
        3: [0.798756206582, 0.785206897968], 10: [0.75337886402, 0.409167704463],
      ]),
    Known(
      testDescription: "Schedule-Free SGD", rule: .other(.scheduleFree()), rate: 0.1,
      golden: [
        1: [0.9, -5.55111512313e-17], 2: [0.855, -2.77555756156e-17],
        3: [0.81165, -1.01770443924e-17], 10: [0.550400431813, 4.63350258162e-18],
      ]),
    Known(
      testDescription: "Schedule-Free SGD with L2",
      rule: .other(.scheduleFree(beta: 0.7, r: 1, power: 1, decay: 0.1)), rate: 0.1,
      golden: [:]),
    Known(
      testDescription: "Schedule-Free AdamW", rule: .other(.scheduleFree(adam: true)), rate: 0.1,
      golden: [
        1: [0.900000001, 0.9000000001], 2: [0.852695809612, 0.852695808291],
        3: [0.806141032659, 0.80614103092], 10: [0.508254970003, 0.508254965717],
      ]),
    Known(
      testDescription: "Schedule-Free AdamW with decay",
      rule: .other(.scheduleFree(adam: true, beta: 0.7, r: 1, power: 1, decay: 0.1)), rate: 0.1,
      golden: [:]),
    Known(
      testDescription: "Prodigy", rule: .other(.prodigy()), rate: 1,
      golden: [
        1: [0.999996837723, 0.999996837722], 2: [0.999992588134, 0.999992588131],
        3: [0.999984826479, 0.999984826471], 10: [0.988948209484, 0.988948202009],
      ],
      // After steps of 3e-6, θ₀ − θ has two digits in Float32: the authors' package in Float32.
      goldenInFloat: [10: [0.9889763593673706, 0.9889762997627258]]),
    Known(
      testDescription: "Prodigy from 1e-2", rule: .other(.prodigy(d0: 1e-2)), rate: 1,
      golden: [
        1: [0.968377233398, 0.968377224398], 2: [0.925922401067, 0.92592237857],
        3: [0.849201429374, 0.849201355853], 10: [0.98258546151, 0.982583380213],
      ]),
    Known(
      testDescription: "Prodigy with everything",
      rule: .other(
        .prodigy(d0: 1e-3, coefficient: 2, beta3: 0.9, growth: 1.5, decay: 0.1, corrects: true)),
      rate: 0.5,
      golden: [:]),
    Known(
      testDescription: "Prodigy with a safe warm-up",
      rule: .other(.prodigy(d0: 1e-3, isSafe: true)), rate: 0.5,
      golden: [:]),
  ]
}
