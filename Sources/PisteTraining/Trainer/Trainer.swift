public import PisteCore
public import PisteData

/// Trains one network on one data set with one seed.
///
/// The trainer is synchronous and touches neither clock, file nor database. Equal recipes, data
/// and seeds give the same bits on one machine, with one BLAS thread. Weights and batch order draw
/// from separate streams of the seed, so that two optimizers with one seed start from the same
/// weights and see the same batches. Everything is allocated here; a step allocates nothing.
public struct Trainer: ~Copyable {
  /// Rows evaluated at once: a constant, since sums over chunks depend on it.
  static let evaluationChunk = 512

  /// What to train and how.
  public let recipe: Recipe
  /// Epochs trained so far.
  public private(set) var epoch = 0
  /// Hash of the initial parameters, hexadecimal.
  public let weightsHash: String

  /// The network as of the last step.
  package let network: Network<Float>
  /// The optimizer as of the last step.
  package private(set) var optimizer: any Optimizer<Float>

  private let data: TrainingData
  private let initial: [NamedTensor]
  private var schedule: any LearningRateSchedule
  private var order: BatchOrder
  private let buffer: BatchBuffer
  private let evaluationVector: AlignedBuffer<Float>?
  private let diagnostics: Diagnostics?
  private var step = 0
  private var firstLoss: Double?
  private var lastTraining: EpochTraining?
  private var observed = MetricValues()

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
    let network = Network<Float>(
      recipe.shape, batchCapacity: recipe.batchSize,
      evaluationCapacity: max(
        min(evaluated, Self.evaluationChunk), Diagnostics.rowCount(recipe, of: data.training)))
    if let tensors {
      for (index, tensor) in tensors.enumerated() { network.load(tensor.values, into: index) }
    } else {
      var random = RandomStream(seed: seed, purpose: "weights")
      network.initialize(by: recipe.initializer, bias: recipe.biasInit, from: &random)
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
    diagnostics = Diagnostics(recipe, layout: network.layout, rows: data.training)
    let initial = network.tensors()
    self.initial = initial
    self.optimizer = optimizer
    self.network = network
    var hash = ContentHash()
    for tensor in initial { tensor.values.withUnsafeBufferPointer { hash.combine($0) } }
    weightsHash = hash.hex
  }

  /// Whether all epochs are done or a value was not finite.
  public var isFinished: Bool { epoch >= recipe.epochs || lastTraining?.divergence != nil }

  /// Hash of the batch orders of all epochs so far, hexadecimal.
  public var orderHash: String { order.hex }

  /// Trains for one epoch, or up to the step at which a value is not finite.
  ///
  /// - Parameter everyBatch: Called before each step, for heartbeats and interruption. If it
  ///   throws, the trainer stands in the middle of an epoch and is of no further use.
  /// - Returns: What was measured; the loss of each example is the one before its step.
  /// - Throws: What `everyBatch` throws, and nothing else.
  /// - Precondition: The run is not finished.
  public mutating func trainEpoch(
    everyBatch: () throws -> Void
  ) rethrows -> EpochTraining {
    precondition(!isFinished, "Trainer: epoch \(epoch + 1) of a run that ended at \(epoch)")
    order.advance()
    epoch += 1
    var tally = EpochTally(
      epoch: epoch, countsCorrect: recipe.shape.loss.countsCorrect, logEvery: recipe.logEverySteps)
    for index in 0..<recipe.stepsPerEpoch {
      try everyBatch()
      guard let batch = batch(at: index) else { break }
      let rate = schedule.rate(
        at: ScheduleMoment(step: step, epoch: epoch - 1, observed: observed))
      if index == recipe.stepsPerEpoch - 1 { diagnostics?.noteLastStep(of: network, epoch: epoch) }
      let result = optimizer.advance(network, on: batch, rate: rate)
      step += 1
      tally.add(result, count: batch.count, step: step, rate: rate.learningRate)
      if result.isFinite, !network.parametersAreFinite { tally.noteInfiniteParameter() }
      if tally.divergence != nil { break }
    }
    let training = tally.training
    if firstLoss == nil { firstLoss = training.metrics[Metric.trainLoss] }
    lastTraining = training
    observed = training.metrics
    return diagnostics?.completing(training, of: network) ?? training
  }

  /// Measures the validation and the test rows, where there are any.
  ///
  /// - Returns: `val/loss`, `val/accuracy`, `test/loss`, `test/accuracy`, as far as they apply.
  public mutating func evaluate() -> MetricValues {
    let vector = updatedEvaluationVector()
    var values = MetricValues()
    for (examples, loss, accuracy) in [
      (data.validation, Metric.validationLoss, Metric.validationAccuracy),
      (data.test, Metric.testLoss, Metric.testAccuracy),
    ] where examples.count > 0 {
      var total = LossSum()
      for first in stride(from: 0, to: examples.count, by: Self.evaluationChunk) {
        let count = min(Self.evaluationChunk, examples.count - first)
        guard let chunk = examples.slice(from: first, count: count) else { break }
        let sum = network.evaluate(chunk, parameters: vector)
        total.total += sum.total
        total.correct += sum.correct
      }
      values[loss] = total.total / Double(examples.count)
      if recipe.shape.loss.countsCorrect {
        values[accuracy] = Double(total.correct) / Double(examples.count)
      }
    }
    observed = observed.merging(values)
    return values
  }

  /// How the run ended.
  ///
  /// A loss that stayed finite but stands above ten times the first epoch's is a divergence too.
  ///
  /// - Precondition: The run is finished.
  public func outcome() -> Outcome {
    precondition(isFinished, "Trainer: an outcome after \(epoch) of \(recipe.epochs) epochs")
    if let divergence = lastTraining?.divergence {
      return Outcome(
        .diverged, epoch: divergence.epoch, step: divergence.step, reason: divergence.reason)
    }
    if let first = firstLoss, let last = lastTraining?.metrics[Metric.trainLoss], last > 10 * first
    {
      return Outcome(
        .diverged, epoch: epoch, step: step,
        reason: "the last epoch's loss \(NumberFormat.significant(last, digits: 4)) is above ten "
          + "times the first epoch's \(NumberFormat.significant(first, digits: 4))")
    }
    return Outcome(.completed, epoch: epoch, step: step)
  }

  /// The parameters before the first step, in PyTorch's names and `[out, in]` shapes.
  public func initialTensors() -> [NamedTensor] { initial }

  /// The parameters after the last step, where the optimizer wants them evaluated.
  public func finalTensors() -> [NamedTensor] { network.tensors(of: updatedEvaluationVector()) }

  private func batch(at index: Int) -> Batch<Float>? {
    let first = index * recipe.batchSize
    let count = min(recipe.batchSize, data.training.count - first)
    guard !order.isSequential else { return data.training.slice(from: first, count: count) }
    return order.rows.withUnsafeBufferPointer { rows in
      rows.baseAddress.flatMap { buffer.gather(data.training, rows: $0 + first, count: count) }
    }
  }

  private func updatedEvaluationVector() -> UnsafePointer<Float>? {
    guard let evaluationVector else { return nil }
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
