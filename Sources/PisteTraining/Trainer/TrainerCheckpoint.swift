internal import PisteCore

/// All that the next step of a run depends on, and all that its unfinished epoch has measured.
///
/// The data, the settings and the seed are not part of it: a trainer made from the same ones takes
/// it up and goes on in the same bits, in the middle of an epoch, too.
public struct TrainerCheckpoint: Sendable {
  /// The epoch under way, or the last one where none is.
  public let epoch: Int
  /// Steps taken.
  public let step: Int
  /// The batch that comes next in the epoch under way; nil between epochs.
  package let position: Int?

  let weightsHash: String
  let parameters: [Float]
  let optimizer: OptimizerState<Float>
  let network: OptimizerState<Float>
  let schedule: [String: Double]
  let order: BatchOrder.State
  let tally: EpochTally.State
  let firstLoss: Double?
  let observed: [String: Double]
  let stopping: EarlyStopping.Progress
  let best: [Float]
  let bestNetwork: OptimizerState<Float>

  /// Epochs that are done.
  public var finishedEpochs: Int { position == nil ? epoch : epoch - 1 }
}

extension Trainer {
  /// What another trainer needs to go on from here.
  ///
  /// - Returns: A copy of the state, to be taken before a step or after an evaluation.
  /// - Precondition: The run is not finished.
  public func snapshot() -> TrainerCheckpoint {
    precondition(!isFinished, "Trainer: a snapshot of a run that ended at epoch \(epoch)")
    return TrainerCheckpoint(
      epoch: epoch, step: step, position: position, weightsHash: weightsHash,
      parameters: Array(network.parameters.values), optimizer: optimizer.state,
      network: network.state, schedule: schedule.state, order: order.state, tally: tally.state,
      firstLoss: firstLoss, observed: observed.values, stopping: stopping,
      best: best.map { Array($0.values) } ?? [], bestNetwork: bestState)
  }

  /// Takes up the state of another trainer of the same recipe, data and seed.
  ///
  /// - Parameter checkpoint: What that trainer's ``snapshot()`` gave.
  /// - Returns: Whether it was taken up; one that cannot be of such a trainer is left alone.
  /// - Precondition: Nothing was trained yet.
  public mutating func resume(from checkpoint: TrainerCheckpoint) -> Bool {
    precondition(epoch == 0, "Trainer: resuming after \(epoch) epochs")
    let count = network.parameters.count
    guard checkpoint.weightsHash == weightsHash, checkpoint.parameters.count == count,
      checkpoint.best.count == best?.count ?? 0, checkpoint.order.stream.count == 6,
      (1...recipe.epochs).contains(checkpoint.epoch),
      (0..<recipe.stepsPerEpoch).contains(checkpoint.position ?? 0)
    else { return false }
    epoch = checkpoint.epoch
    step = checkpoint.step
    position = checkpoint.position
    copy(checkpoint.parameters, to: network.parameters)
    optimizer.restore(checkpoint.optimizer)
    network.restore(checkpoint.network)
    schedule.restore(checkpoint.schedule)
    order.restore(checkpoint.order)
    tally = emptyTally()
    tally.state = checkpoint.tally
    firstLoss = checkpoint.firstLoss
    observed.values = checkpoint.observed
    stopping = checkpoint.stopping
    if let best { copy(checkpoint.best, to: best) }
    bestState = checkpoint.bestNetwork
    return true
  }

  private func copy(_ values: [Float], to buffer: AlignedBuffer<Float>) {
    values.withUnsafeBufferPointer { _ = buffer.mutableValues.update(from: $0) }
  }
}
