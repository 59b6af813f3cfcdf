import PisteCatalog
import PisteCore
import PisteTestSupport
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

  /// What a run that was stopped has that the reference's rule would not give it.
  ///
  /// - Parameters:
  ///   - run: The run in question.
  ///   - whole: The same run without the rule.
  ///   - expected: The best epoch and the last one.
  ///   - restores: Whether it ends with its best parameters.
  /// - Returns: A sentence for every fault.
  private func faults(
    _ run: Run, _ whole: Run, _ expected: (best: Int, end: Int), restores: Bool = true
  ) -> [String] {
    var faults: [String] = []
    // What was measured on the way is what it would have been.
    if run.epochs != Array(whole.epochs.prefix(expected.end)) {
      faults.append("\(run.epochs.count) epochs, not \(expected.end)")
    }
    let outcome = run.outcome
    if outcome.kind != .stopped || outcome.cause != .patience || !outcome.isWhole {
      faults.append("it ended as \(outcome)")
    }
    if outcome.epoch != expected.end { faults.append("it ended at \(outcome.epoch ?? 0)") }
    if outcome.bestEpoch != (restores ? expected.best : nil) {
      faults.append("its best was \(outcome.bestEpoch ?? 0), not \(expected.best)")
    }
    if outcome.reason?.contains("best was epoch \(expected.best)") != true {
      faults.append("it says \(outcome.reason ?? "nothing")")
    }
    let last = (restores ? expected.best : expected.end) - 1
    guard whole.epochs.indices.contains(last) else { return faults + ["no epoch \(last + 1)"] }
    if run.final != whole.parametersByEpoch[last] { faults.append("other parameters") }
    for name in ["val/loss", "val/accuracy", "test/loss", "test/accuracy"]
    where run.measured[name] != whole.epochs[last][name] {
      faults.append("another \(name) at the end")
    }
    return faults
  }

  private func stopped(_ patience: Int, _ metric: String, _ delta: Double) throws -> Run {
    try run([
      "epochs": 60, "early_stopping.patience": .number(Double(patience)),
      "early_stopping.metric": .text(metric), "early_stopping.min_delta": .number(delta),
    ])
  }

  @Test(arguments: [
    (1, "val/loss", 0.0), (3, "val/loss", 0), (3, "val/loss", 0.02), (4, "val/accuracy", 0),
  ])
  func aRunEndsWhenPatienceDoes(patience: Int, metric: String, delta: Double) throws {
    let whole = try run(["epochs": 60])
    let expected = ReferenceTraining.stopping(
      whole.epochs.map { $0[metric] ?? .nan }, patience: patience, delta: delta,
      larger: metric == "val/accuracy")
    #expect(expected.end < 60)
    #expect(faults(try stopped(patience, metric, delta), whole, expected) == [])
    let impostors = [
      ("more patience", try stopped(patience + 1, metric, delta)),
      ("another improvement that counts", try stopped(patience, metric, delta + 0.3)),
      (
        "the last epoch's parameters",
        try run([
          "epochs": 60, "early_stopping.patience": .number(Double(patience)),
          "early_stopping.metric": .text(metric), "early_stopping.min_delta": .number(delta),
          "early_stopping.restore_best": false,
        ])
      ),
      ("no patience at all", whole),
    ]
    for (name, impostor) in impostors {
      withKnownIssue("\(name) must be caught") {
        #expect(faults(impostor, whole, expected) == [])
      }
    }
  }

  /// The reference itself, on curves whose end is plain to see.
  @Test func theReferenceStopsWhereItShould() {
    func ends(
      _ curve: [Double], _ patience: Int, delta: Double = 0, larger: Bool = false
    ) -> [Int] {
      let found = ReferenceTraining.stopping(
        curve, patience: patience, delta: delta, larger: larger)
      return [found.best, found.end]
    }
    #expect(ends([3, 2, 1, 2, 3, 0], 2) == [3, 5])
    #expect(ends([3, 2, 1, 2, 3, 0], 3) == [6, 6])
    #expect(ends([3, 2.9, 2.8, 2.7], 2, delta: 0.5) == [1, 3])
    #expect(ends([0.1, 0.3, 0.3, 0.2], 2, larger: true) == [2, 4])
    #expect(ends([.nan, .nan, 1], 2) == [0, 2])
    #expect(ends([.nan, 2, .infinity, 1], 2) == [4, 4])
  }

  @Test func withoutRestoringTheLastEpochStays() throws {
    let settings: Settings = ["early_stopping.patience": 3]
    let whole = try run(["epochs": 60])
    let restored = try run(settings)
    let kept = try run(settings.merging(["early_stopping.restore_best": false]))
    let expected = ReferenceTraining.stopping(
      whole.epochs.map { $0["val/loss"] ?? .nan }, patience: 3, delta: 0, larger: false)
    #expect(faults(kept, whole, expected, restores: false) == [])
    #expect(kept.final != restored.final)
    withKnownIssue("the best epoch's parameters must be caught") {
      #expect(faults(restored, whole, expected, restores: false) == [])
    }
  }

  @Test func aRunThatGetsToItsLastEpochEndsWithTheBestOneToo() throws {
    let run = try run(["epochs": 30, "early_stopping.patience": 100])
    let curve = run.epochs.map { $0["val/loss"] ?? .nan }
    let best = ReferenceTraining.stopping(
      curve, patience: 100, delta: 0, larger: false
    ).best
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
