import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

@Suite struct DropoutTests {
  /// The masks of one pass by the documented rule: a word for two units, its low half first.
  private func masks(
    _ random: inout RandomStream, rows: Int, hidden: [Int], dropout: Double
  ) -> [[[Double]]] {
    hidden.map { width in
      var decisions: [Double] = []
      while decisions.count < rows * width {
        let word = random.next()
        for half in [word % 4_294_967_296, word / 4_294_967_296] {
          decisions.append(Double(half) >= dropout * 4_294_967_296 ? 1 / (1 - dropout) : 0)
        }
      }
      return (0..<rows).map { row in Array(decisions[row * width..<(row + 1) * width]) }
    }
  }

  @Test(arguments: ReferenceNetwork.Activation.allCases)
  func lossAndGradientAreTheReferencesUnderTheSameMasks(_ activation: ReferenceNetwork.Activation) {
    for normalization in ReferenceNetwork.Normalization.allCases {
      let problem = Problem<Double>.random(
        activation, .smoothed, hidden: [5, 3], normalization: normalization, dropout: 0.3)
      let network = problem.network(seed: 11)
      var random = RandomStream(seed: 11, purpose: "dropout")
      for _ in 0..<3 {
        var reference = problem.reference
        reference.masks = masks(&random, rows: 7, hidden: [5, 3], dropout: 0.3)
        let result = network.lossAndGradient(problem.batch)
        let loss = reference.meanLoss(problem.inputs, problem.targets)
        #expect(abs(result.sum.total / 7 / loss - 1) < 1e-10)
        let expected = reference.gradient(problem.inputs, problem.targets)
        for (index, right) in expected.tensors(network.layout).enumerated() {
          for (a, b) in zip(network.gradient(of: index), right) { #expect(abs(a - b) < 1e-10) }
        }
      }
    }
  }

  @Test func anEvaluationLeavesNothingOut() {
    let problem = Problem<Double>.random(.relu, .crossEntropy, hidden: [8], dropout: 0.5)
    let network = problem.network()
    let right = problem.reference.meanLoss(problem.inputs, problem.targets)
    let before = network.state
    #expect(abs(network.evaluate(problem.batch).total / 7 / right - 1) < 1e-12)
    #expect(network.state == before)
    withKnownIssue("a pass that leaves units out must not pass for an evaluation") {
      #expect(abs(network.trainingLoss(problem.batch).total / 7 / right - 1) < 1e-12)
    }
  }

  @Test func theShareThatStaysIsTheOneAskedFor() {
    let inputs = (0..<100).map { _ in [1.0] }
    let reference = ReferenceNetwork(
      weights: [Array(repeating: [1], count: 501), [Array(repeating: 1, count: 501)]],
      biases: [Array(repeating: 0, count: 501), [0]], activation: .relu, loss: .square)
    let problem = Problem<Float>(
      reference, inputs: inputs, targets: inputs.map { _ in [0] }, dropout: 0.2)
    let network = problem.network(seed: 3)
    network.forward(problem.batch.inputs, rows: 100, isTraining: true)
    // Each output is the number of units that stayed, times 1.25; the mean of 50100 units.
    let mean = (0..<100).reduce(0.0) { $0 + Double(network.outputs[$1]) } / 50_100
    let error = (0.2 * 0.8 / 50_100).squareRoot() / 0.8
    #expect(abs(mean - 1) < 4 * error)
  }

  @Test func aRestoredStateDrawsTheSameMasks() {
    let problem = Problem<Float>.random(
      .gelu, .crossEntropy, hidden: [7, 3], normalization: .batch, dropout: 0.4)
    let network = problem.network(seed: 5)
    for _ in 0..<3 { _ = network.lossAndGradient(problem.batch) }
    let other = problem.network(seed: 6)
    other.restore(network.state)
    let (a, b) = (network.lossAndGradient(problem.batch), other.lossAndGradient(problem.batch))
    #expect(a == b)
    #expect(network.gradients.values.elementsEqual(other.gradients.values))
    #expect(network.state == other.state)
    #expect(other.tensors() == network.tensors())
    withKnownIssue("a stream that starts anew must be caught") {
      #expect(problem.network(seed: 5).lossAndGradient(problem.batch) == a)
    }
  }

  @Test func theGradientOfTheLastPassKeepsItsMasks() {
    let problem = Problem<Double>.random(
      .tanh, .square, hidden: [7, 3], normalization: .batch, dropout: 0.4)
    let network = problem.network(seed: 5)
    let result = network.lossAndGradient(problem.batch)
    let (gradient, state) = (Array(network.gradients.values), network.state)
    network.visitBackwards(from: problem.batch.inputs, rows: 7) { _ in }
    #expect(network.gradientOfLastPass(problem.batch) == result)
    #expect(Array(network.gradients.values) == gradient)
    #expect(network.state == state)
  }
}
