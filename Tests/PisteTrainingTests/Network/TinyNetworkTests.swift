import Foundation
import PisteTestSupport
import PisteTraining
import Testing

/// XOR on a network of 2-3-2 units whose numbers PyTorch has computed in Float64.
@Suite struct TinyNetworkTests {
  static func problem<Scalar: TrainingScalar>(
    _ activation: ReferenceNetwork.Activation, of type: Scalar.Type = Scalar.self
  ) -> Problem<Scalar> {
    let first = (0..<3).map { i in (0..<2).map { sin(1 + 2 * Double(i) + Double($0)) } }
    let second = (0..<2).map { i in (0..<3).map { sin(7 + 3 * Double(i) + Double($0)) } }
    return Problem(
      ReferenceNetwork(
        weights: [first, second], biases: [[0, 0, 0], [0, 0]], activation: activation,
        loss: .crossEntropy),
      inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [[0], [1], [1], [0]])
  }

  @Test(arguments: [
    (ReferenceNetwork.Activation.tanh, 0.791156447730404),
    (.relu, 0.930996337280954),
    (.sigmoid, 1.142124347164604),
  ])
  func theFirstLossIsKnown(activation: ReferenceNetwork.Activation, expected: Double) {
    let problem = Self.problem(activation, of: Double.self)
    let loss = problem.network().evaluate(problem.batch).total / 4
    #expect(abs(loss / expected - 1) < 1e-10)
  }

  @Test func theGradientIsKnown() {
    let problem = Self.problem(.tanh, of: Double.self)
    let network = problem.network()
    _ = network.lossAndGradient(problem.batch)
    let expected: [[Double]] = [
      [
        0.0716777615122, 0.0257561311931, 0.0544887260889, -0.137213652148, 0.0171451883857,
        0.0283706565769,
      ],
      [-0.0294325782313, -0.094236171662, -0.0268330041146],
      [
        0.00346748432394, 0.060072812827, 0.00962771738093, -0.00346748432394, -0.060072812827,
        -0.00962771738093,
      ],
      [-0.0609222036368, 0.0609222036368],
    ]
    for (tensor, values) in expected.enumerated() {
      for (a, b) in zip(network.gradient(of: tensor), values) { #expect(abs(a / b - 1) < 1e-10) }
    }
  }

  @Test(arguments: [
    (
      ReferenceNetwork.Activation.relu,
      [0.20283206977, 0.192141995225, 0.390099098982, 0, 0, 0]
    ),
    (
      .sigmoid,
      [
        0.0519252505679, 0.0486828541863, 0.0967016367442, 0.0797348202608, 0.0374085991569,
        0.0453666126535,
      ]
    ),
  ])
  func theFirstLayersGradientIsKnown(
    activation: ReferenceNetwork.Activation, expected: [Double]
  ) {
    let problem = Self.problem(activation, of: Double.self)
    let network = problem.network()
    _ = network.lossAndGradient(problem.batch)
    for (a, b) in zip(network.gradient(of: 0), expected) {
      #expect(abs(a - b) <= 1e-10 * abs(b))
    }
  }

  static let traces = firstTraces + elementwiseTraces

  static let firstTraces: [(Rule, Double, [Double])] = [
    (
      .sgd(), 0.1,
      [
        0.79115644773, 0.785932225695, 0.781327805543, 0.777197783086, 0.773434757224,
        0.769959496369,
      ]
    ),
    (
      .sgd(momentum: 0.9), 0.05,
      [
        0.79115644773, 0.788499899807, 0.783768960017, 0.777678453571, 0.770911523239,
        0.763987820859,
      ]
    ),
    (
      .sgd(momentum: 0.9, nesterov: true), 0.05,
      [
        0.79115644773, 0.786184966372, 0.779876916394, 0.772916525554, 0.765779569811,
        0.758710652701,
      ]
    ),
    (
      .adam(), 0.1,
      [
        0.79115644773, 0.744942621168, 0.708623793126, 0.686550605102, 0.667478759961,
        0.648393353716,
      ]
    ),
    (
      .adamW(decay: 0.1), 0.1,
      [
        0.79115644773, 0.743219557318, 0.706689686653, 0.685532547925, 0.667796793622,
        0.650435577547,
      ]
    ),
  ]

  @Test(arguments: traces.indices)
  func sixStepsAreKnown(index: Int) {
    let (rule, rate, expected) = Self.traces[index]
    let double = Self.problem(.tanh, of: Double.self).losses(rule, rate: rate, steps: 6)
    for (a, b) in zip(double, expected) { #expect(abs(a / b - 1) < 1e-10) }
    let single = Self.problem(.tanh, of: Float.self).losses(rule, rate: rate, steps: 6)
    for (a, b) in zip(single, expected) { #expect(abs(a / b - 1) < 1e-5) }
  }
}
