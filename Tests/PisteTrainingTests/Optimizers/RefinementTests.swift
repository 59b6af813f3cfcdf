import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// Gradient descent on θ that is evaluated at the mean of all θ so far.
private struct Averaging: Optimizer {
  var sum: [Float]
  var steps: Float = 0
  let evaluatesElsewhere = true
  var state: OptimizerState<Float> { OptimizerState(vectors: ["sum": sum]) }

  mutating func restore(_ state: OptimizerState<Float>) {}

  mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Float>, gradients: UnsafeBufferPointer<Float>,
    rate: ScheduledRate
  ) {
    steps += 1
    for index in parameters.indices {
      parameters[index] -= Float(rate.learningRate) * gradients[index]
      sum[index] += parameters[index]
    }
  }

  func evaluationParameters(
    of parameters: UnsafeBufferPointer<Float>, into target: UnsafeMutableBufferPointer<Float>
  ) {
    for index in parameters.indices { target[index] = sum[index] / max(1, steps) }
  }
}

/// Gradient descent that halves its rate until the loss falls.
private struct Backtracking: ClosureOptimizer {
  typealias Scalar = Double

  var evaluations = 0
  var state: OptimizerState<Double> { OptimizerState() }

  mutating func restore(_ state: OptimizerState<Double>) {}

  mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Double>, gradients: UnsafeBufferPointer<Double>,
    rate: ScheduledRate
  ) {
    Issue.record("a closure optimizer is stepped with its closure")
  }

  mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Double>, gradients: UnsafeBufferPointer<Double>,
    first: BatchResult, examples: Int, rate: ScheduledRate, evaluate: () -> BatchResult
  ) -> BatchResult {
    let (start, slope) = (Array(parameters), Array(gradients))
    var length = rate.learningRate
    repeat {
      for index in start.indices { parameters[index] = start[index] - length * slope[index] }
      evaluations += 1
      length /= 2
    } while evaluate().sum.total > first.sum.total
    return first
  }
}

/// Gradient descent that sums up the squares of what each layer saw.
private struct Watching: CurvatureOptimizer {
  typealias Scalar = Double

  var layers: [Int] = []
  var biasGradients: [[Double]] = []
  var state: OptimizerState<Double> { OptimizerState() }

  mutating func restore(_ state: OptimizerState<Double>) {}

  mutating func observe(_ network: borrowing Network<Double>, batch: Batch<Double>) {
    var (layers, sums): ([Int], [[Double]]) = ([], [])
    network.visitBackwards(from: batch.inputs, rows: batch.count) { seen in
      layers.append(seen.layer)
      sums.append(
        (0..<seen.outputWidth).map { column in
          (0..<seen.rows).reduce(0) { $0 + seen.outputGradient[$1 * seen.outputWidth + column] }
        })
    }
    (self.layers, biasGradients) = (layers, sums)
    for index in 0..<batch.count { network.outputGradient[index] = 1e9 }
  }

  mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Double>, gradients: UnsafeBufferPointer<Double>,
    rate: ScheduledRate
  ) {
    for index in parameters.indices { parameters[index] -= rate.learningRate * gradients[index] }
  }
}

@Suite struct RefinementTests {
  @Test func evaluationAndFinalTensorsAreAtTheEvaluationParameters() throws {
    let data = MemoryData.clouds()
    let recipe = try data.recipe(["model.hidden": [4], "batch_size": 80, "epochs": 1])
    func train(_ average: Bool) -> (MetricValues, [NamedTensor]) {
      var trainer = Trainer(
        recipe, data: data.trainingData, seed: 1,
        makeOptimizer: average
          ? { Averaging(sum: Array(repeating: 10, count: $0.storageCount)) } : nil)
      _ = trainer.trainEpoch {}
      return (trainer.evaluate(), trainer.finalTensors())
    }
    let (plain, plainTensors) = train(false)
    let (moved, movedTensors) = train(true)
    // After one step the mean is the only point, moved by the sum's start.
    for (a, b) in zip(plainTensors, movedTensors) {
      #expect(zip(a.values, b.values).allSatisfy { abs($0 + 10 - $1) < 1e-4 })
    }
    #expect(plain != moved)
  }

  @Test func aClosureOptimizerEvaluatesSeveralTimesAStep() throws {
    let problem = Problem<Double>.random(.tanh, .square, hidden: [5])
    let network = problem.network()
    var optimizer = Backtracking()
    var losses: [Double] = []
    for _ in 0..<5 {
      let result = optimizer.advance(
        network, on: problem.batch, rate: ScheduledRate(learningRate: 50))
      losses.append(result.sum.total)
    }
    #expect(optimizer.evaluations > 5)
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test func aCurvatureOptimizerSeesEveryLayerAndDisturbsNothing() throws {
    let problem = Problem<Double>.random(.tanh, .crossEntropy, hidden: [5, 6])
    let network = problem.network()
    var optimizer = Watching()
    let watched = optimizer.advance(
      network, on: problem.batch, rate: ScheduledRate(learningRate: 0.1))
    #expect(optimizer.layers == [2, 1, 0])
    let gradient = problem.reference.gradient(problem.inputs, problem.targets)
    for (sums, expected) in zip(optimizer.biasGradients, gradient.biases.reversed()) {
      for (a, b) in zip(sums, expected) { #expect(abs(a - b) < 1e-12) }
    }
    let other = problem.network()
    var plain: any Optimizer<Double> = Rule.sgd().make(other.layout)
    let result = plain.advance(other, on: problem.batch, rate: ScheduledRate(learningRate: 0.1))
    #expect(watched.sum == result.sum && watched.gradientSquares == result.gradientSquares)
    for (a, b) in zip(network.parameters.values, other.parameters.values) {
      #expect(abs(a - b) < 1e-14)
    }
  }
}
