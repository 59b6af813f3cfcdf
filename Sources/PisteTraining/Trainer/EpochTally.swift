internal import PisteCore

/// Adds up what an epoch's steps measure.
struct EpochTally: Sendable {
  /// The sums so far, as a checkpoint in the middle of an epoch keeps them.
  struct State: Sendable {
    var sum = LossSum()
    var examples = 0
    var norms = 0.0
    var steps = 0
    var lastStep = 0
    var lastRate = 0.0
    var logged: [StepReport] = []
    /// Gradients found before the epoch, where it is not one a step.
    var evaluationsBefore = 0
  }

  private let epoch: Int
  private let countsCorrect: Bool
  private let logEvery: Int
  var state = State()
  private(set) var divergence: Divergence?
  /// Gradients found in the epoch, where it is not one a step.
  var gradientEvaluations: Int?

  init(epoch: Int, countsCorrect: Bool, logEvery: Int) {
    self.epoch = epoch
    self.countsCorrect = countsCorrect
    self.logEvery = logEvery
  }

  mutating func add(_ result: BatchResult, count: Int, step: Int, rate: Double) {
    let norm = result.gradientSquares.squareRoot()
    state.sum.total += result.sum.total
    state.sum.correct += result.sum.correct
    state.examples += count
    state.norms += norm
    state.steps += 1
    state.lastStep = step
    state.lastRate = rate
    if !result.sum.total.isFinite {
      note(.loss)
    } else if !result.gradientSquares.isFinite {
      note(.gradient)
    }
    guard logEvery > 0, step % logEvery == 0 else { return }
    let metrics = MetricValues([
      Metric.trainLoss: result.sum.total / Double(count), Metric.learningRate: rate,
      Metric.gradientNorm: norm,
    ])
    state.logged.append(StepReport(step: step, metrics: metrics))
  }

  mutating func noteInfiniteParameter() { note(.parameter) }

  /// Names the layer or tensor in which the divergence was found.
  mutating func locate(_ layer: String?) { divergence?.layer = layer }

  private mutating func note(_ quantity: Divergence.Quantity) {
    divergence = Divergence(
      quantity: quantity, epoch: epoch, step: state.lastStep, learningRate: state.lastRate)
  }

  var training: EpochTraining {
    var metrics = MetricValues([
      Metric.trainLoss: state.sum.total / Double(state.examples),
      Metric.learningRate: state.lastRate,
      Metric.gradientNorm: state.norms / Double(state.steps),
    ])
    if let gradientEvaluations {
      metrics[Metric.gradientEvaluations] = Double(gradientEvaluations)
    }
    if countsCorrect {
      metrics[Metric.trainAccuracy] = Double(state.sum.correct) / Double(state.examples)
    }
    return EpochTraining(
      epoch: epoch, metrics: metrics, steps: state.logged, divergence: divergence)
  }
}
