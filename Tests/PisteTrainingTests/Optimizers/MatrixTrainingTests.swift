import PisteCore
import PisteTraining
import Testing

/// The optimizers that treat weights as matrices, as a run has them: in Float32, by their settings.
@Suite struct MatrixTrainingTests {
  static let names = ["muon", "kfac", "lbfgs", "shampoo", "soap"]

  private func run(
    _ name: String, _ settings: Settings = [:], seed: UInt64 = 1
  ) throws -> (epochs: [EpochTraining], tensors: [NamedTensor], outcome: Outcome) {
    let data = MemoryData.clouds()
    let usual: Settings = [
      "optimizer.name": .text(name), "model.hidden": [8, 6],
      "batch_size": name == "lbfgs" ? 80 : 16, "epochs": 20,
    ]
    var trainer = Trainer(
      try data.recipe(usual.merging(settings)), data: data.trainingData, seed: seed)
    var epochs: [EpochTraining] = []
    while !trainer.isFinished { epochs.append(trainer.trainEpoch {}) }
    return (epochs, trainer.finalTensors(), trainer.outcome())
  }

  @Test(arguments: names)
  func itLearnsWithItsDefaults(name: String) throws {
    let run = try run(name)
    #expect(run.outcome.kind == .completed)
    let losses = run.epochs.compactMap { $0.metrics[Metric.trainLoss] }
    #expect(losses[19] < 0.8 * losses[0], "\(losses)")
    let counts = run.epochs.compactMap { $0.metrics[Metric.gradientEvaluations] }
    #expect(counts.count == (name == "lbfgs" ? 20 : 0))
  }

  @Test(arguments: names)
  func equalSeedsGiveEqualBits(name: String) throws {
    let first = try run(name)
    let second = try run(name)
    #expect(first.epochs == second.epochs)
    #expect(first.tensors == second.tensors)
    #expect(try run(name, seed: 2).tensors != first.tensors)
  }

  @Test(arguments: ["muon", "kfac", "shampoo", "soap"])
  func tooLargeARateDivergesInTheOpen(name: String) throws {
    var settings: Settings = ["optimizer.lr": 1e38]
    if name == "kfac" { settings["optimizer.kl_clip"] = 0 }
    let run = try run(name, settings)
    #expect(run.outcome.kind == .diverged)
    #expect((1...4).contains(run.epochs.last?.divergence?.step ?? 0))
  }

  /// What K-FAC makes of its curvature depends on whose labels it asks about.
  @Test func theFisherMatrixIsNamedByASetting() throws {
    let sampled = try run("kfac", ["optimizer.fisher": "sampled"]).tensors
    #expect(try run("kfac").tensors == sampled)
    #expect(try run("kfac", ["optimizer.fisher": "exact"]).tensors != sampled)
    #expect(try run("kfac", ["optimizer.fisher": "empirical"]).tensors != sampled)
  }
}
