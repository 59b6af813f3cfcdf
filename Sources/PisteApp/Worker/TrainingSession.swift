internal import PisteCore
internal import PisteData
internal import PisteExperiments
internal import PisteTraining

/// One run from its plan to its outcome, with the clock that the training core does without.
struct TrainingSession: ~Copyable {
  private let plan: RunPlan
  private var trainer: Trainer
  /// Seconds that went into the epoch under way before this session took it up.
  private var earlier = Duration.zero

  /// Prepares a run: the weights are drawn, nothing is trained yet.
  ///
  /// - Throws: `SpecErrors` if the settings do not make a network.
  init(plan: RunPlan, data: DataSet) throws {
    self.plan = plan
    trainer = Trainer(
      try Recipe(settings: plan.settings, facts: data.facts), data: data, seed: plan.seed)
  }

  /// Goes on from a checkpoint of this run; says whether it could, and does nothing otherwise.
  mutating func resume(from checkpoint: RunCheckpoint) -> Bool {
    guard trainer.resume(from: checkpoint.trainer) else { return false }
    earlier = .seconds(checkpoint.epochSeconds)
    return true
  }

  /// Whether nothing is left to train.
  var isFinished: Bool { trainer.isFinished }

  /// How the run ended, once it has.
  var outcome: Outcome { trainer.outcome() }

  /// Hash of the initial weights.
  var weightsHash: String { trainer.weightsHash }

  /// Hash of the batch orders of all epochs so far.
  var orderHash: String { trainer.orderHash }

  /// Trains an epoch, or what is left of it, then measures what it led to.
  ///
  /// `watch` is called before every step with the trainer as it stands and the moment at which the
  /// epoch would have begun without interruption; what it throws ends the training.
  mutating func nextEpoch(
    watchedBy watch: (borrowing Trainer, ContinuousClock.Instant) throws -> Void
  ) rethrows -> EpochReport {
    let start = ContinuousClock.now - earlier
    earlier = .zero
    let training = try trainer.trainEpoch(watchedBy: { try watch($0, start) })
    var metrics = training.metrics
    metrics[Metric.seconds] = (ContinuousClock.now - start) / .seconds(1)
    if training.divergence == nil {
      for (name, value) in trainer.evaluate().values { metrics[name] = value }
    }
    return EpochReport(epoch: trainer.epoch, metrics: metrics, steps: training.steps)
  }

  /// What the finished run leaves behind besides its epochs.
  func summary(seconds: Double) -> RunSummary {
    RunSummary(
      weightsHash: trainer.weightsHash, orderHash: trainer.orderHash, seconds: seconds)
  }

  /// The weights before the first step, as a safetensors file.
  func initialWeights() -> [UInt8] {
    Safetensors.encode(trainer.initialTensors(), metadata: metadata)
  }

  /// The weights to evaluate with, as a safetensors file.
  func finalWeights() -> [UInt8] {
    Safetensors.encode(trainer.finalTensors(), metadata: metadata)
  }

  private var metadata: [String: String] { ["format": "pt", "run": plan.id.hex] }
}
