import PisteTestSupport
import PisteTraining
import Testing

@Suite struct GradientTests {
  static let cases: [(ReferenceNetwork.Activation, ReferenceNetwork.Loss)] =
    ReferenceNetwork.Activation.allCases.flatMap { activation in
      ReferenceNetwork.Loss.allCases.map { (activation, $0) }
    }

  @Test(arguments: cases)
  func lossAndGradientAreTheReferences(
    activation: ReferenceNetwork.Activation, loss: ReferenceNetwork.Loss
  ) {
    for hidden in [[], [6], [3, 9]] {
      let problem = Problem<Double>.random(activation, loss, hidden: hidden)
      #expect(largestError(problem) < 1e-10)
      let single = Problem<Float>.random(activation, loss, hidden: hidden)
      #expect(largestError(single) < 1e-5)
    }
  }

  /// Central differences with h = 1e-5; ReLU units of these networks stay away from their kinks.
  @Test(arguments: cases)
  func gradientsAreCentralDifferences(
    activation: ReferenceNetwork.Activation, loss: ReferenceNetwork.Loss
  ) {
    let problem = Problem<Double>.random(activation, loss, hidden: [5, 3])
    let network = problem.network()
    _ = network.lossAndGradient(problem.batch)
    let gradient = Array(network.gradients.values)
    let h = 1e-5
    let hasKinks = activation == .relu || activation == .leakyReLU
    let limit = hasKinks ? 1e-5 : 1e-7
    for tensor in network.layout.tensors {
      for index in tensor.offset..<tensor.offset + tensor.count {
        let value = network.parameters.start[index]
        network.parameters.start[index] = value + h
        let above = network.evaluate(problem.batch).total
        network.parameters.start[index] = value - h
        let below = network.evaluate(problem.batch).total
        network.parameters.start[index] = value
        let numeric = (above - below) / (2 * h) / Double(problem.inputs.count)
        let analytic = gradient[index]
        // The difference of two losses carries their round-off, 1e-16/h, into tiny gradients.
        let error = (abs(analytic - numeric) - 1e-10) / max(1e-8, abs(analytic) + abs(numeric))
        #expect(error < limit, "\(tensor.name)[\(index - tensor.offset)]")
      }
    }
  }

  @Test func aGradientOfHalfTheSizeIsFound() {
    let problem = Problem<Double>.random(.tanh, .square, hidden: [4])
    withKnownIssue("the textbook's square loss with its half must be caught") {
      #expect(largestError(problem, scale: 0.5) < 1e-10)
    }
  }

  @Test(arguments: ReferenceNetwork.Activation.allCases)
  func anotherActivationIsFound(_ activation: ReferenceNetwork.Activation) {
    let problem = Problem<Double>.random(activation, .crossEntropy, hidden: [5, 3])
    for other in ReferenceNetwork.Activation.allCases where other != activation {
      var reference = problem.reference
      reference.activation = other
      let error = largestError(problem, against: reference)
      withKnownIssue("\(activation) under the name of \(other) must be caught") {
        #expect(error < 1e-4)
      }
    }
  }

  /// Losses of the same targets: classes, one of two, or numbers.
  @Test(
    arguments: [
      (.crossEntropy, .smoothed), (.smoothed, .multiMargin), (.multiMargin, .crossEntropy),
      (.logistic, .hinge), (.hinge, .logistic), (.square, .huber), (.huber, .square),
      (.square, .squareSigmoid), (.squareSigmoid, .square),
    ] as [(ReferenceNetwork.Loss, ReferenceNetwork.Loss)])
  func anotherLossIsFound(loss: ReferenceNetwork.Loss, other: ReferenceNetwork.Loss) {
    let problem = Problem<Double>.random(.tanh, loss, hidden: [4])
    var reference = problem.reference
    reference.loss = other
    withKnownIssue("\(loss) under the name of \(other) must be caught") {
      #expect(largestError(problem, against: reference) < 1e-3)
    }
  }

  @Test func hugeLogitsOverflowNowhere() {
    let reference = ReferenceNetwork(
      weights: [[[1000], [-1000]]], biases: [[0, 0]], activation: .relu, loss: .crossEntropy)
    let wrong = Problem<Float>(reference, inputs: [[1]], targets: [[1]])
    let result = wrong.network().lossAndGradient(wrong.batch)
    #expect(result.sum.total == 2000)
    #expect(result.isFinite)
  }

  @Test func gapsBetweenTensorsStayZero() {
    let problem = Problem<Float>.random(.tanh, .crossEntropy, hidden: [6, 5])
    let network = problem.network()
    var optimizer: any Optimizer<Float> = AdamW(layout: network.layout)
    for _ in 0..<5 {
      _ = optimizer.advance(network, on: problem.batch, rate: ScheduledRate(learningRate: 0.01))
    }
    var isTensor = [Bool](repeating: false, count: network.layout.storageCount)
    for tensor in network.layout.tensors {
      for index in tensor.offset..<tensor.offset + tensor.count { isTensor[index] = true }
    }
    #expect(isTensor.indices.allSatisfy { isTensor[$0] || network.parameters.start[$0] == 0 })
    #expect(network.layout.parameterCount == 5 * 6 + 6 + 6 * 5 + 5 + 5 * 4 + 4)
  }

  /// The largest error of loss and gradient, relative to the largest number of each tensor, or to
  /// a hundredth of the largest of all where that is more.
  private func largestError<Scalar: TrainingScalar>(
    _ problem: Problem<Scalar>, scale: Double = 1, against other: ReferenceNetwork? = nil
  ) -> Double {
    let reference = other ?? problem.reference
    let network = problem.network()
    let result = network.lossAndGradient(problem.batch)
    let expected = reference.gradient(problem.inputs, problem.targets)
    let loss = reference.meanLoss(problem.inputs, problem.targets)
    var errors = [abs(result.sum.total / Double(problem.inputs.count) - loss) / loss]
    let tensors = expected.tensors(network.layout)
    let largest = tensors.joined().map { abs($0) }.max() ?? 1
    for (index, right) in tensors.enumerated() {
      let size = max(0.01 * largest, right.map { abs($0) }.max() ?? 1)
      let found = network.gradient(of: index).map { scale * $0 }
      errors.append(LargestError.absolute(found, right, per: size))
    }
    return LargestError.of(errors)
  }
}
