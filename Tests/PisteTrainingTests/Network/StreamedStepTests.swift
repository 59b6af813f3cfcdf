import PisteCatalog
import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// A step taken as the gradient comes is the step taken after it, bit by bit.
@Suite struct StreamedStepTests {
  /// Every network, and pieces so small that every matrix has several.
  static let always: Streaming = {
    var streaming = Streaming()
    streaming.leastCount = 0
    streaming.pieceCount = 100
    return streaming
  }()

  static var problems: [Problem<Float>] {
    [
      .random(.relu, .crossEntropy, hidden: [33, 40], rows: 13, features: 29),
      .random(.tanh, .square, hidden: [], rows: 9, features: 150),
      .random(.silu, .crossEntropy, hidden: [20, 14, 37], rows: 8, normalization: .batch),
      .random(.relu, .logistic, hidden: [50, 7], rows: 31, normalization: .layer, dropout: 0.3),
    ]
  }

  private struct Trace: Equatable {
    /// Loss, norm and whether the parameters are finite; what is not a number is equal here.
    var results: [[UInt64]] = []
    var parameters: [UInt32] = []
    var gradients: [UInt32] = []
    var state: OptimizerState<Float>?

    mutating func add(_ result: BatchResult) {
      let values = [result.sum.total, Double(result.sum.correct), result.gradientSquares]
      results.append(
        values.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern }
          + [result.parametersAreFinite == true ? 1 : 0])
    }

    mutating func end(_ network: borrowing Network<Float>, _ optimizer: any Optimizer<Float>) {
      parameters = network.parameters.values.map(\.bitPattern)
      gradients = network.gradients.values.map(\.bitPattern)
      state = optimizer.state
    }
  }

  private func streamed(
    _ problem: Problem<Float>, _ rule: Rule, _ set: InstructionSet, steps: Int = 6,
    keepsGradient: Bool = true
  ) -> Trace {
    let network = problem.network(set, streaming: Self.always)
    var optimizer: any Optimizer<Float> = rule.make(network.layout, set)
    var trace = Trace()
    for _ in 0..<steps {
      trace.add(
        network.lossAndStep(
          problem.batch, with: &optimizer, rate: ScheduledRate(learningRate: 0.05),
          keepsGradient: keepsGradient))
    }
    trace.end(network, optimizer)
    return trace
  }

  private func whole(
    _ problem: Problem<Float>, _ rule: Rule, _ set: InstructionSet, steps: Int = 6
  ) -> Trace {
    let network = problem.network(set)
    var optimizer: any Optimizer<Float> = rule.make(network.layout, set)
    var trace = Trace()
    for _ in 0..<steps {
      trace.add(
        optimizer.advance(network, on: problem.batch, rate: ScheduledRate(learningRate: 0.05)))
    }
    trace.end(network, optimizer)
    return trace
  }

  @Test(.enabled(if: MatrixProduct.isOwn), arguments: CheckedStepTests.rules)
  func everythingHasTheSameBits(_ rule: Rule) {
    for problem in Self.problems {
      let expected = whole(problem, rule, .best)
      #expect(expected.results.allSatisfy { $0.last == 1 })
      for set in InstructionSet.available {
        #expect(streamed(problem, rule, set) == expected)
      }
      withKnownIssue("another rule's step must be told from this one's") {
        #expect(streamed(problem, .sgd(momentum: 0.5), .best) == expected)
      }
    }
  }

  @Test(.enabled(if: MatrixProduct.isOwn), arguments: CheckedStepTests.rules)
  func aGradientThatIsNotKeptHasBeenUsedInTheSameBits(_ rule: Rule) {
    for problem in Self.problems {
      var expected = whole(problem, rule, .best)
      for set in InstructionSet.available {
        var found = streamed(problem, rule, set, keepsGradient: false)
        #expect(found.gradients != expected.gradients, "it went to a place of its own")
        (found.gradients, expected.gradients) = ([], [])
        #expect(found == expected)
      }
    }
  }

  /// The squares of numbers near 1e-17 are too small for Float32's sums, so that they are found again.
  @Test(.enabled(if: MatrixProduct.isOwn), arguments: [true, false])
  func theNormOfATinyGradientIsRight(keepsGradient: Bool) {
    let usual = Problem<Float>.random(.identity, .square, hidden: [5], rows: 6, features: 90)
    var reference = usual.reference
    for layer in reference.weights.indices {
      reference.weights[layer] = reference.weights[layer].map { $0.map { $0 * 1e-9 } }
      reference.biases[layer] = reference.biases[layer].map { $0 * 1e-18 }
    }
    let problem = Problem<Float>(
      reference, inputs: usual.inputs, targets: usual.targets.map { $0.map { $0 * 1e-18 } })
    var expected = whole(problem, .sgd(), .best, steps: 1)
    var found = streamed(problem, .sgd(), .best, steps: 1, keepsGradient: keepsGradient)
    #expect(Double(bitPattern: expected.results[0][2]) < 1e-28)
    #expect(Double(bitPattern: expected.results[0][2]) > 0)
    if !keepsGradient { (found.gradients, expected.gradients) = ([], []) }
    #expect(found == expected)
  }

  /// From inputs of 1e30 the bound is out of reach, from those of 1e38 the gradient too.
  @Test(.enabled(if: MatrixProduct.isOwn), arguments: [1e12, 1e30, 1e38])
  func noStepIsTakenWithAGradientThatIsNotFinite(_ size: Double) {
    let small = Problem<Float>.random(.identity, .square, hidden: [5], rows: 6, features: 90)
    var reference = small.reference
    // Weights so small that the outputs are no larger than usual whatever the inputs are.
    reference.weights[0] = reference.weights[0].map { $0.map { _ in 1e-37 } }
    let problem = Problem<Float>(
      reference, inputs: small.inputs.map { $0.map { min(abs($0), 2) * size } },
      targets: small.targets)
    for rule in CheckedStepTests.rules {
      #expect(streamed(problem, rule, .best, steps: 1) == whole(problem, rule, .best, steps: 1))
    }
    let network = problem.network(streaming: Self.always)
    let before = network.parameters.values.map(\.bitPattern)
    var optimizer: any Optimizer<Float> = Rule.adam().make(network.layout, .best)
    let result = network.lossAndStep(
      problem.batch, with: &optimizer, rate: ScheduledRate(learningRate: 0.05))
    #expect(result.sum.total.isFinite)
    #expect(result.isFinite == (size < 1e38))
    #expect((network.parameters.values.map(\.bitPattern) == before) == !result.isFinite)
    #expect(optimizer.state.numbers["step"] == (result.isFinite ? 1 : 0))
  }

  @Test func aClippedGradientIsNotStreamed() {
    let problem = Self.problems[0]
    var network = problem.network(streaming: Self.always)
    let before = network.isStreamed
    network.gradientClip = GradientClip(norm: 1, value: nil)
    let clipped = network.isStreamed
    let usual = problem.network()
    let small = usual.isStreamed
    #expect(before == MatrixProduct.isOwn)
    #expect(!clipped)
    #expect(!small)
  }

  /// A trainer of a network wide enough, beside one whose rule hides that it is element-wise.
  @Test(arguments: ["sgd", "adam"])
  func aTrainerHasTheSameBitsEitherWay(_ name: String) throws {
    let data = MemoryData.clouds(rows: 60, validation: 0, test: 0)
    let recipe = try data.recipe([
      "model.hidden": [520, 510], "batch_size": 20, "epochs": 2, "optimizer.name": .text(name),
      "optimizer.lr": 0.01,
    ])
    func train(_ make: ((ParameterLayout) -> any Optimizer<Float>)?) -> [EpochTraining] {
      var trainer = Trainer(
        recipe, data: data.trainingData, seed: 1, tensors: nil, makeOptimizer: make)
      let isStreamed = trainer.network.isStreamed
      #expect(isStreamed == MatrixProduct.isOwn)
      let epochs = (0..<2).map { _ in trainer.trainEpoch {} }
      tensors.append(trainer.finalTensors().map { $0.values.map(\.bitPattern) })
      return epochs
    }
    var tensors: [[[UInt32]]] = []
    let streamed = train(nil)
    let whole = train { layout in
      Shy(rule: (name == "sgd" ? Rule.sgd() : .adam()).make(layout, .best))
    }
    #expect(streamed == whole)
    #expect(tensors[0] == tensors[1])
  }
}

/// A rule that does not say that it is element-wise.
private struct Shy: Optimizer {
  var rule: any Optimizer<Float>

  mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Float>, gradients: UnsafeBufferPointer<Float>,
    rate: ScheduledRate
  ) {
    rule.step(parameters, gradients: gradients, rate: rate)
  }

  var state: OptimizerState<Float> { rule.state }

  mutating func restore(_ state: OptimizerState<Float>) { rule.restore(state) }
}
