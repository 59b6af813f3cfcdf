public import PisteCore
public import PisteData

/// Trains one network on one data set with one seed.
///
/// The trainer is synchronous and touches neither clock, file nor database. Equal recipes, data
/// and seeds give the same bits on one machine, with one BLAS thread. Weights and batch order draw
/// from separate streams of the seed, so that two optimizers with one seed start from the same
/// weights and see the same batches. Everything is allocated here; a step allocates nothing. A
/// ``snapshot()`` holds all that the next step depends on; a trainer that takes it up goes on in
/// the same bits.
public struct Trainer: ~Copyable {
  /// Rows evaluated at once: a constant, since sums over chunks depend on it.
  static let evaluationChunk = 512

  /// What to train and how.
  public let recipe: Recipe
  /// Epochs begun so far; in the middle of one, that one.
  public internal(set) var epoch = 0
  /// Hash of the initial parameters, hexadecimal.
  public let weightsHash: String

  /// The network as of the last step.
  package let network: Network<Float>
  /// The optimizer as of the last step.
  package internal(set) var optimizer: any Optimizer<Float>
  /// Steps taken so far.
  public internal(set) var step = 0

  private let takesOneGradient: Bool
  private let isStreamed: Bool
  private let data: TrainingData
  private let initial: [NamedTensor]
  var schedule: any LearningRateSchedule
  var order: BatchOrder
  private let buffer: BatchBuffer
  private let evaluationVector: AlignedBuffer<Float>?
  /// The batch that comes next in the epoch under way; nil between epochs.
  var position: Int?
  var tally: EpochTally
  var firstLoss: Double?
  var observed = MetricValues()
  var stopping = EarlyStopping.Progress()
  /// The best epoch's parameters, where they are to be restored.
  let best: AlignedBuffer<Float>?
  var bestState = OptimizerState<Float>()
  private var endsWithBest = false
  private let diagnostics: Diagnostics?
  private var lastTraining: EpochTraining?

  /// Creates a trainer whose weights are drawn from `seed` by the recipe's initializer.
  ///
  /// - Parameters:
  ///   - recipe: What to train and how, made for the facts of this data.
  ///   - data: The rows; kept for as long as the trainer lives.
  ///   - seed: The run's seed.
  public init(_ recipe: Recipe, data: DataSet, seed: UInt64) {
    self.init(recipe, data: TrainingData(data, task: recipe.task), seed: seed)
  }

  /// Creates a trainer over rows in memory, with initial tensors or an optimizer of its own.
  ///
  /// - Parameters:
  ///   - recipe: What to train and how.
  ///   - data: The rows.
  ///   - seed: The run's seed.
  ///   - tensors: The initial parameters in PyTorch's form; nil to draw them.
  ///   - makeOptimizer: Makes another optimizer than the recipe's; nil for that.
  package init(
    _ recipe: Recipe, data: TrainingData, seed: UInt64, tensors: [NamedTensor]? = nil,
    makeOptimizer: ((ParameterLayout) -> any Optimizer<Float>)? = nil
  ) {
    precondition(
      data.training.count == recipe.trainingRows,
      "Trainer: \(data.training.count) training rows, the recipe was made for "
        + "\(recipe.trainingRows)")
    precondition(
      data.training.inputWidth == recipe.shape.widths[0],
      "Trainer: \(data.training.inputWidth) features, the recipe was made for "
        + "\(recipe.shape.widths[0])")
    BLAS.useOneThread()
    self.recipe = recipe
    self.data = data
    let evaluated = max(data.validation.count, data.test.count)
    var network = Network<Float>(
      recipe.shape, batchCapacity: recipe.batchSize,
      evaluationCapacity: max(
        min(evaluated, Self.evaluationChunk), Diagnostics.rowCount(recipe, of: data.training)),
      seed: seed)
    network.gradientClip = recipe.gradientClip
    if let tensors {
      network.load(tensors)
    } else {
      recipe.initialize(network, seed: seed, firstRows: data.training)
    }
    let optimizer =
      makeOptimizer?(network.layout)
      ?? recipe.optimizer.makeOptimizer(
        in: OptimizerContext(
          layout: network.layout, seed: seed, instructions: network.instructions),
        of: Float.self)
    // The optimizer and the network become stored properties last: with Swift 6.3 in release, an
    // existential assigned early in a noncopyable type's initializer was destroyed before it was
    // there, and the process with it.
    schedule = recipe.schedule
    order = BatchOrder(count: data.training.count, shuffle: recipe.shuffle, seed: seed)
    buffer = BatchBuffer(
      capacity: recipe.batchSize, inputWidth: data.training.inputWidth,
      targetWidth: data.training.targetWidth, instructions: network.instructions)
    evaluationVector =
      optimizer.evaluatesElsewhere ? AlignedBuffer(count: network.layout.storageCount) : nil
    best =
      recipe.earlyStopping?.restoresBest == true
      ? AlignedBuffer(count: network.layout.storageCount) : nil
    tally = EpochTally(epoch: 0, countsCorrect: false, logEvery: 0)
    diagnostics = Diagnostics(recipe, layout: network.layout, rows: data.training)
    let initial = network.tensors()
    self.initial = initial
    takesOneGradient = optimizer.takesOneGradient
    isStreamed = network.isStreamed && optimizer.takesOneGradient && optimizer.isElementwise
    self.optimizer = optimizer
    self.network = network
    var hash = ContentHash()
    for tensor in initial { tensor.values.withUnsafeBufferPointer { hash.combine($0) } }
    weightsHash = hash.hex
  }

  /// Whether all epochs are done, a value was not finite, or patience has run out.
  public var isFinished: Bool {
    position == nil
      && (epoch >= recipe.epochs || lastTraining?.divergence != nil || hasLostPatience)
  }

  private var hasLostPatience: Bool { recipe.earlyStopping?.isOver(stopping) ?? false }

  /// Hash of the batch orders of all epochs so far, hexadecimal.
  public var orderHash: String { order.hex }

  /// Trains for one epoch, or up to the step at which a value is not finite.
  ///
  /// - Parameter everyBatch: Called before each step, for heartbeats and interruption. If it
  ///   throws, the trainer stands before that step, and another call goes on there.
  /// - Returns: What was measured; the loss of each example is the one before its step.
  /// - Throws: What `everyBatch` throws, and nothing else.
  /// - Precondition: The run is not finished.
  public mutating func trainEpoch(
    everyBatch: () throws -> Void
  ) rethrows -> EpochTraining {
    try trainEpoch(watchedBy: { _ in try everyBatch() })
  }

  /// Trains for what is left of the epoch under way, or for the next one.
  ///
  /// - Parameter watch: Called before each step with the trainer as it stands, so that a snapshot
  ///   may be taken. If it throws, another call goes on before that step.
  /// - Returns: What was measured over the whole epoch, what came before a snapshot included.
  /// - Throws: What `watch` throws, and nothing else.
  /// - Precondition: The run is not finished.
  public mutating func trainEpoch(
    watchedBy watch: (borrowing Trainer) throws -> Void
  ) rethrows -> EpochTraining {
    precondition(!isFinished, "Trainer: epoch \(epoch + 1) of a run that ended at \(epoch)")
    let treatment = TinyNumbers.areZero()
    defer { TinyNumbers.restore(treatment) }
    if position == nil {
      order.advance()
      epoch += 1
      tally = emptyTally()
      tally.state.evaluationsBefore = optimizer.gradientEvaluations ?? 0
      position = 0
    }
    var index = position ?? 0
    while index < recipe.stepsPerEpoch {
      position = index
      try watch(self)
      guard let batch = batch(at: index) else { break }
      let rate = schedule.rate(
        at: ScheduleMoment(step: step, epoch: epoch - 1, observed: observed))
      if index == recipe.stepsPerEpoch - 1 { diagnostics?.noteLastStep(of: network, epoch: epoch) }
      let result = advance(on: batch, rate: rate)
      step += 1
      tally.add(result, count: batch.count, step: step, rate: rate.learningRate)
      if result.isFinite,
        !(result.parametersAreFinite ?? network.parametersAreFinite) || !network.statisticsAreFinite
      {
        tally.noteInfiniteParameter()
      }
      if let quantity = tally.divergence?.quantity {
        tally.locate(network.firstNonFiniteLayer(quantity, rows: batch.count))
        break
      }
      index += 1
    }
    position = nil
    tally.gradientEvaluations = optimizer.gradientEvaluations.map {
      $0 - tally.state.evaluationsBefore
    }
    let training = tally.training
    if firstLoss == nil { firstLoss = training.metrics[Metric.trainLoss] }
    lastTraining = training
    observed = training.metrics
    return diagnostics?.completing(training, of: network) ?? training
  }

  /// The optimizer's step; where that needs one gradient, without the detour of its own method.
  private mutating func advance(on batch: Batch<Float>, rate: ScheduledRate) -> BatchResult {
    if isStreamed {
      return network.lossAndStep(
        batch, with: &optimizer, rate: rate, keepsGradient: diagnostics != nil)
    }
    guard takesOneGradient else { return optimizer.advance(network, on: batch, rate: rate) }
    var result = network.lossAndGradient(batch)
    guard result.isFinite else { return result }
    result.parametersAreFinite = optimizer.checkedStep(
      network.parameters.mutableValues, gradients: network.gradients.values, rate: rate)
    return result
  }

  /// The tally of the epoch under way before its first step.
  func emptyTally() -> EpochTally {
    EpochTally(
      epoch: epoch, countsCorrect: recipe.shape.loss.countsCorrect, logEvery: recipe.logEverySteps)
  }

  /// Measures the validation and the test rows, where there are any.
  ///
  /// A loss that is not finite ends the run as a divergence. The first call after an epoch is what
  /// early stopping judges it by. Once that has ended the run
  /// with the best epoch's parameters, another call measures those.
  ///
  /// - Returns: `val/loss`, `val/accuracy`, `val/rmse` and the same of `test`, as far as they apply.
  public mutating func evaluate() -> MetricValues {
    let treatment = TinyNumbers.areZero()
    defer { TinyNumbers.restore(treatment) }
    let vector = updatedEvaluationVector()
    var values = MetricValues()
    for (examples, loss, accuracy, error) in [
      (
        data.validation, Metric.validationLoss, Metric.validationAccuracy, Metric.validationError
      ),
      (data.test, Metric.testLoss, Metric.testAccuracy, Metric.testError),
    ] where examples.count > 0 {
      var total = LossSum()
      var squares: Double? = 0
      for first in stride(from: 0, to: examples.count, by: Self.evaluationChunk) {
        let count = min(Self.evaluationChunk, examples.count - first)
        guard let chunk = examples.slice(from: first, count: count) else { break }
        let sum = network.evaluate(chunk, parameters: vector)
        total.total += sum.total
        total.correct += sum.correct
        let more = network.squaredErrorsOfOutputs(chunk)
        squares = squares.flatMap { sum in more.map { sum + $0 } }
      }
      values[loss] = total.total / Double(examples.count)
      if recipe.shape.loss.countsCorrect {
        values[accuracy] = Double(total.correct) / Double(examples.count)
      }
      if let squares { values[error] = (squares / Double(examples.count)).squareRoot() }
    }
    observed = observed.merging(values)
    noteDivergence(in: values)
    judge(values)
    return values
  }

  /// A rule that is evaluated elsewhere than it trains may be no number there alone.
  private mutating func noteDivergence(in values: MetricValues) {
    let losses = [Metric.validationLoss, Metric.testLoss].compactMap { values[$0] }
    guard let training = lastTraining, training.divergence == nil,
      losses.contains(where: { !$0.isFinite })
    else { return }
    let divergence = Divergence(
      quantity: .evaluation, epoch: epoch, step: step,
      learningRate: training.metrics[Metric.learningRate] ?? .nan)
    lastTraining = EpochTraining(
      epoch: epoch, metrics: training.metrics, steps: training.steps, divergence: divergence)
  }

  private mutating func judge(_ values: MetricValues) {
    guard let rule = recipe.earlyStopping, stopping.epoch < epoch,
      let training = lastTraining, training.divergence == nil
    else { return }
    stopping.epoch = epoch
    let value = values[rule.metric] ?? .nan
    if rule.isImprovement(value, over: stopping) {
      stopping.bestEpoch = epoch
      stopping.bestValue = value
      stopping.bestTrainingLoss = training.metrics[Metric.trainLoss] ?? .nan
      if let best {
        let source = updatedEvaluationVector() ?? UnsafePointer(network.parameters.start)
        best.start.update(from: source, count: best.count)
        bestState = network.state
      }
    }
    guard isFinished, let best, stopping.bestEpoch > 0, stopping.bestEpoch < epoch else { return }
    network.parameters.start.update(from: best.start, count: best.count)
    network.restore(bestState)
    endsWithBest = true
  }

  /// How the run ended.
  ///
  /// A loss that stayed finite but stands above ten times the first epoch's is a divergence too;
  /// where the best epoch's parameters were restored, its loss counts.
  ///
  /// - Precondition: The run is finished.
  public func outcome() -> Outcome {
    precondition(isFinished, "Trainer: an outcome after \(epoch) of \(recipe.epochs) epochs")
    if let divergence = lastTraining?.divergence {
      return Outcome(
        .diverged, epoch: divergence.epoch, step: divergence.step, reason: divergence.reason)
    }
    let last = endsWithBest ? stopping.bestTrainingLoss : lastTraining?.metrics[Metric.trainLoss]
    if let first = firstLoss, let last, last > 10 * first {
      return Outcome(
        .diverged, epoch: epoch, step: step,
        reason: "the last epoch's loss \(NumberFormat.significant(last, digits: 4)) is above ten "
          + "times the first epoch's \(NumberFormat.significant(first, digits: 4))")
    }
    let bestEpoch = endsWithBest ? stopping.bestEpoch : nil
    if epoch < recipe.epochs, let rule = recipe.earlyStopping {
      return Outcome(
        .stopped, epoch: epoch, step: step, reason: rule.reason(stopping), cause: .patience,
        bestEpoch: bestEpoch)
    }
    return Outcome(.completed, epoch: epoch, step: step, bestEpoch: bestEpoch)
  }

  /// The parameters before the first step, in PyTorch's names and `[out, in]` shapes.
  public func initialTensors() -> [NamedTensor] { initial }

  /// The parameters after the last step, where the optimizer wants them evaluated, or those of
  /// the best epoch where early stopping has restored them.
  public func finalTensors() -> [NamedTensor] { network.tensors(of: updatedEvaluationVector()) }

  private func batch(at index: Int) -> Batch<Float>? {
    let first = index * recipe.batchSize
    let count = min(recipe.batchSize, data.training.count - first)
    guard !order.isSequential else { return data.training.slice(from: first, count: count) }
    return order.rows.withUnsafeBufferPointer { rows in
      guard let start = rows.baseAddress else { return nil }
      let batch = buffer.gather(data.training, rows: start + first, count: count)
      let next = min(recipe.batchSize, rows.count - first - count)
      if next > 0 { data.training.fetchSoon(rows: start + first + count, count: next) }
      return batch
    }
  }

  private func updatedEvaluationVector() -> UnsafePointer<Float>? {
    guard let evaluationVector, !endsWithBest else { return nil }
    optimizer.evaluationParameters(
      of: network.parameters.values, into: evaluationVector.mutableValues)
    return UnsafePointer(evaluationVector.start)
  }
}

extension MetricValues {
  fileprivate func merging(_ other: MetricValues) -> MetricValues {
    MetricValues(values.merging(other.values) { _, new in new })
  }
}
