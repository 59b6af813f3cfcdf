internal import PisteCore

/// Adds up what an epoch's steps measure.
struct EpochTally {
  private let epoch: Int
  private let countsCorrect: Bool
  private let logEvery: Int
  private var sum = LossSum()
  private var examples = 0
  private var norms = 0.0
  private var steps = 0
  private var lastStep = 0
  private var lastRate = 0.0
  private var logged: [StepReport] = []
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
    sum.total += result.sum.total
    sum.correct += result.sum.correct
    examples += count
    norms += norm
    steps += 1
    lastStep = step
    lastRate = rate
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
    logged.append(StepReport(step: step, metrics: metrics))
  }

  mutating func noteInfiniteParameter() { note(.parameter) }

  private mutating func note(_ quantity: Divergence.Quantity) {
    divergence = Divergence(
      quantity: quantity, epoch: epoch, step: lastStep, learningRate: lastRate)
  }

  var training: EpochTraining {
    var metrics = MetricValues([
      Metric.trainLoss: sum.total / Double(examples), Metric.learningRate: lastRate,
      Metric.gradientNorm: norms / Double(steps),
    ])
    if let gradientEvaluations {
      metrics[Metric.gradientEvaluations] = Double(gradientEvaluations)
    }
    if countsCorrect { metrics[Metric.trainAccuracy] = Double(sum.correct) / Double(examples) }
    return EpochTraining(epoch: epoch, metrics: metrics, steps: logged, divergence: divergence)
  }
}
