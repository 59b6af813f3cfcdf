import PisteCatalog
import PisteCore
import PisteTraining
import Testing

@Suite struct EarlyStoppingTests {
  /// Learns by heart what it trains on, since there is little of it, so that the validation loss
  /// soon rises again.
  private let data = MemoryData.clouds(rows: 60, validation: 30, test: 18)
  private static let settings: Settings = [
    "model.hidden": [32], "model.activation": "tanh", "batch_size": 4, "epochs": 200,
    "optimizer.name": "adam", "optimizer.lr": 0.03,
  ]

  private struct Run {
    var epochs: [MetricValues] = []
    var outcome = Outcome(.completed)
    var final: [NamedTensor] = []
    var measured = MetricValues()
    var parametersByEpoch: [[NamedTensor]] = []
  }

  private func run(_ changes: Settings, data other: MemoryData? = nil) throws -> Run {
    let data = other ?? data
    let recipe = try data.recipe(Self.settings.merging(changes))
    var trainer = Trainer(recipe, data: data.trainingData, seed: 3)
    var run = Run()
    while !trainer.isFinished {
      let training = trainer.trainEpoch {}
      run.parametersByEpoch.append(trainer.finalTensors())
      let values = trainer.evaluate()
      run.epochs.append(MetricValues(training.metrics.values.merging(values.values) { $1 }))
    }
    run.outcome = trainer.outcome()
    run.final = trainer.finalTensors()
    run.measured = trainer.evaluate()
    return run
  }

  /// The rule once more, over a finished curve: the best epoch and the one at which it ends.
  private func reference(
    _ curve: [Double], patience: Int, delta: Double, larger: Bool
  ) -> (best: Int, end: Int) {
    var best = 0
    var waited = 0
    for (place, value) in curve.enumerated() {
      if place == 0 || (larger ? value - curve[best] > delta : curve[best] - value > delta) {
        best = place
        waited = 0
      } else {
        waited += 1
      }
      if waited == patience { return (best + 1, place + 1) }
    }
    return (best + 1, curve.count)
  }

  @Test(arguments: [
    (1, "val/loss", 0.0), (3, "val/loss", 0), (3, "val/loss", 0.02), (4, "val/accuracy", 0),
  ])
  func aRunEndsWhenPatienceDoes(patience: Int, metric: String, delta: Double) throws {
    let whole = try run(["epochs": 60])
    let curve = whole.epochs.map { $0[metric] ?? .nan }
    let expected = reference(
      curve, patience: patience, delta: delta, larger: metric == "val/accuracy")
    let run = try run([
      "epochs": 60, "early_stopping.patience": .number(Double(patience)),
      "early_stopping.metric": .text(metric), "early_stopping.min_delta": .number(delta),
    ])
    #expect(expected.end < 60)
    // What was measured on the way is what it would have been.
    #expect(run.epochs == Array(whole.epochs.prefix(expected.end)))
    #expect(run.outcome.kind == .stopped)
    #expect(run.outcome.cause == .patience)
    #expect(run.outcome.isWhole)
    #expect(run.outcome.epoch == expected.end)
    #expect(run.outcome.bestEpoch == expected.best)
    #expect(run.outcome.reason?.contains("best was epoch \(expected.best)") == true)
    #expect(run.final == whole.parametersByEpoch[expected.best - 1])
    for name in ["val/loss", "val/accuracy", "test/loss", "test/accuracy"] {
      #expect(run.measured[name] == whole.epochs[expected.best - 1][name])
    }
  }

  @Test func withoutRestoringTheLastEpochStays() throws {
    let settings: Settings = ["early_stopping.patience": 3]
    let restored = try run(settings)
    let kept = try run(settings.merging(["early_stopping.restore_best": false]))
    #expect(kept.epochs == restored.epochs)
    #expect(kept.outcome.kind == .stopped)
    #expect(kept.outcome.bestEpoch == nil)
    #expect(kept.final == restored.parametersByEpoch.last)
    #expect(kept.final != restored.final)
  }

  @Test func aRunThatGetsToItsLastEpochEndsWithTheBestOneToo() throws {
    let run = try run(["epochs": 30, "early_stopping.patience": 100])
    let curve = run.epochs.map { $0["val/loss"] ?? .nan }
    let best = reference(curve, patience: 100, delta: 0, larger: false).best
    #expect(best < 30)
    #expect(run.outcome == Outcome(.completed, epoch: 30, step: 90, bestEpoch: best))
    #expect(run.final == run.parametersByEpoch[best - 1])
  }

  @Test func aRunThatImprovesToTheEndIsAPlainCompletion() throws {
    let run = try run(["epochs": 3, "early_stopping.patience": 2, "optimizer.lr": 1e-3])
    #expect(run.outcome == Outcome(.completed, epoch: 3, step: 9))
    #expect(run.final == run.parametersByEpoch.last)
  }

  @Test func itNeedsAValidationSplitAndAnAccuracyOnlyWhereThereIsOne() {
    let none = MemoryData.clouds(rows: 60, validation: 0, test: 18)
    #expect(throws: SpecErrors.self) { try run(["early_stopping.patience": 3], data: none) }
    let line = MemoryData(
      .regression, inputs: [1, 2, 3, 4], targets: [1, 2, 3, 4], width: 1, outputs: 1,
      validation: 1)
    #expect(throws: SpecErrors.self) {
      try line.recipe([
        "batch_size": 1, "early_stopping.patience": 3, "early_stopping.metric": "val/accuracy",
      ])
    }
    #expect(throws: SpecErrors.self) { try run(["early_stopping.min_delta": 0.1]) }
    #expect(throws: SpecErrors.self) { try run(["early_stopping.metric": "test/loss"]) }
  }

  @Test func aDivergenceIsNotMendedByTheBestEpoch() throws {
    let inputs = (0..<16).map { Float($0) - 7.5 }
    let line = MemoryData(
      .regression, inputs: inputs, targets: inputs.map { 2 * $0 }, width: 1, outputs: 1,
      validation: 4)
    let recipe = try line.recipe([
      "model.hidden": [], "batch_size": 4, "optimizer.lr": 1000, "epochs": 50,
      "early_stopping.patience": 40,
    ])
    var trainer = Trainer(recipe, data: line.trainingData, seed: 1)
    while !trainer.isFinished {
      if trainer.trainEpoch(everyBatch: {}).divergence == nil { _ = trainer.evaluate() }
    }
    let outcome = trainer.outcome()
    #expect(outcome.kind == .diverged)
  }
}
