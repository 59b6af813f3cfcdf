internal import PisteCore
internal import PisteData
internal import PisteExperiments
private import PisteTraining

/// One run from its plan to its outcome, with the clock that the training core does without.
struct TrainingSession: ~Copyable {
  private let plan: RunPlan
  private var trainer: Trainer

  /// Prepares a run: the weights are drawn, nothing is trained yet.
  ///
  /// - Throws: `SpecErrors` if the settings do not make a network.
  init(plan: RunPlan, data: DataSet) throws {
    self.plan = plan
    trainer = Trainer(
      try Recipe(settings: plan.settings, facts: data.facts), data: data, seed: plan.seed)
  }

  /// Whether nothing is left to train.
  var isFinished: Bool { trainer.isFinished }

  /// How the run ended, once it has.
  var outcome: Outcome { trainer.outcome() }

  /// Trains an epoch, then measures what it led to.
  ///
  /// `everyBatch` is called after every step; what it throws ends the training.
  mutating func nextEpoch(everyBatch: () throws -> Void) rethrows -> EpochReport {
    let start = ContinuousClock.now
    let training = try trainer.trainEpoch(everyBatch: everyBatch)
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
