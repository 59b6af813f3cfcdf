import PisteCatalog
import PisteCore
import PisteTraining
import Testing

@Suite struct TrainerTests {
  static let settings: Settings = [
    "model.hidden": [8], "batch_size": 9, "epochs": 4, "optimizer.lr": 0.1, "log_every_steps": 3,
  ]

  struct Run: Equatable {
    var epochs: [EpochTraining] = []
    var evaluations: [MetricValues] = []
    var initial: [NamedTensor]
    var final: [NamedTensor] = []
    var weightsHash: String
    var orderHash = ""
    var outcome: Outcome?
  }

  private func run(
    _ settings: Settings, seed: UInt64 = 1, data: MemoryData = .clouds()
  ) throws -> Run {
    let recipe = try data.recipe(Self.settings.merging(settings))
    var trainer = Trainer(recipe, data: data.trainingData, seed: seed)
    var run = Run(initial: trainer.initialTensors(), weightsHash: trainer.weightsHash)
    while !trainer.isFinished {
      run.epochs.append(trainer.trainEpoch {})
      run.evaluations.append(trainer.evaluate())
    }
    run.final = trainer.finalTensors()
    run.orderHash = trainer.orderHash
    run.outcome = trainer.outcome()
    return run
  }

  @Test func itLearns() throws {
    let run = try run(["epochs": 30])
    #expect(run.outcome?.kind == .completed)
    #expect((run.evaluations.last?[Metric.testAccuracy] ?? 0) > 0.8)
    #expect((run.epochs.last?.metrics[Metric.trainAccuracy] ?? 0) > 0.8)
    let names = ["train/loss", "train/accuracy", "lr", "grad_norm"]
    #expect(Set(run.epochs[0].metrics.values.keys) == Set(names))
    let measured = ["val/loss", "val/accuracy", "test/loss", "test/accuracy"]
    #expect(Set(run.evaluations[0].values.keys) == Set(measured))
  }

  @Test(arguments: ["sgd", "adam", "adamw"])
  func equalSeedsGiveEqualBits(optimizer: String) throws {
    let settings: Settings = ["optimizer.name": .text(optimizer)]
    #expect(try run(settings, seed: 3) == run(settings, seed: 3))
    #expect(try run(settings, seed: 3).final != run(settings, seed: 4).final)
  }

  @Test func optimizersOfOneSeedShareWeightsAndBatches() throws {
    let sgd = try run([:])
    let adam = try run(["optimizer.name": "adam", "optimizer.lr": 0.001])
    #expect(sgd.weightsHash == adam.weightsHash)
    #expect(sgd.initial == adam.initial)
    #expect(sgd.orderHash == adam.orderHash)
    #expect(sgd.final != adam.final)
    let other = try run([:], seed: 2)
    #expect(other.weightsHash != sgd.weightsHash)
    #expect(other.orderHash != sgd.orderHash)
  }

  @Test func stepsAreCountedOverTheRun() throws {
    // 80 rows by 9 make 9 steps an epoch.
    let all = try run([:])
    #expect(all.epochs.flatMap(\.steps).map(\.step) == Array(stride(from: 3, through: 36, by: 3)))
    // Without the last incomplete batch there are 8.
    let dropped = try run(["drop_last": true, "log_every_steps": 8])
    #expect(dropped.epochs.flatMap(\.steps).map(\.step) == [8, 16, 24, 32])
    #expect(try run(["log_every_steps": 0]).epochs.allSatisfy { $0.steps.isEmpty })
  }

  /// With rate almost 0 the weights stay, so that the mean over batches is that over examples.
  @Test func theEpochsLossIsTheMeanOverItsExamples() throws {
    let whole = try run(["batch_size": 80, "optimizer.lr": 1e-12, "epochs": 1])
    let parts = try run(["batch_size": 9, "optimizer.lr": 1e-12, "epochs": 1])
    let a = try #require(whole.epochs[0].metrics[Metric.trainLoss])
    let b = try #require(parts.epochs[0].metrics[Metric.trainLoss])
    #expect(abs(a / b - 1) < 1e-6)
    #expect(
      whole.epochs[0].metrics[Metric.trainAccuracy] == parts.epochs[0].metrics[Metric.trainAccuracy]
    )
  }

  /// 1,300 rows are two whole chunks and a part; one row at a time must say the same.
  @Test func evaluationInChunksIsEvaluation() throws {
    let data = MemoryData.clouds(rows: 1400, validation: 1300, test: 20)
    let run = try run(["epochs": 1], data: data)
    let recipe = try data.recipe(Self.settings.merging(["epochs": 1]))
    let network = Network<Float>(recipe.shape, batchCapacity: 1)
    for (index, tensor) in run.final.enumerated() { network.load(tensor.values, into: index) }
    let rows = data.trainingData.validation
    var sum = LossSum()
    for row in 0..<rows.count {
      let inputs = try #require(rows.inputs)
      let labels = try #require(rows.labels)
      let one = network.evaluate(
        Batch(inputs: inputs + 2 * row, labels: labels + row, targets: nil, count: 1))
      sum.total += one.total
      sum.correct += one.correct
    }
    let loss = try #require(run.evaluations[0][Metric.validationLoss])
    #expect(abs(loss / (sum.total / 1300) - 1) < 1e-6)
    #expect(run.evaluations[0][Metric.validationAccuracy] == Double(sum.correct) / 1300)
  }

  @Test func shufflingIsEachEpochFrozenOrNone() {
    var each = BatchOrder(count: 50, shuffle: .eachEpoch, seed: 1)
    var frozen = BatchOrder(count: 50, shuffle: .frozen, seed: 1)
    var none = BatchOrder(count: 50, shuffle: .none, seed: 1)
    for order in [each, frozen, none] { #expect(order.rows == Array(0..<50)) }
    each.advance()
    frozen.advance()
    none.advance()
    #expect(each.rows == frozen.rows)
    #expect(each.rows.sorted() == none.rows)
    let first = each.rows
    each.advance()
    frozen.advance()
    none.advance()
    #expect(each.rows != first)
    #expect(each.rows.sorted() == none.rows)
    #expect(frozen.rows == first)
    #expect(none.rows == Array(0..<50))
    #expect(Set([each.hex, frozen.hex, none.hex]).count == 3)
  }

  @Test func aThrowingHeartbeatEndsTheEpoch() throws {
    struct Interrupted: Error {}
    let data = MemoryData.clouds()
    var trainer = Trainer(try data.recipe(Self.settings), data: data.trainingData, seed: 1)
    var beats = 0
    #expect(throws: Interrupted.self) {
      _ = try trainer.trainEpoch {
        beats += 1
        if beats == 4 { throw Interrupted() }
      }
    }
    #expect(beats == 4)
  }

  @Test func ratesFollowTheSchedule() throws {
    let run = try run([
      "schedule.name": "step", "schedule.every": 2, "schedule.factor": 0.1, "optimizer.lr": 0.5,
    ])
    let rates = run.epochs.map { $0.metrics[Metric.learningRate] ?? 0 }
    for (rate, expected) in zip(rates, [0.5, 0.5, 0.05, 0.05]) {
      #expect(abs(rate / expected - 1) < 1e-12)
    }
  }

  @Test func constantWeightsStayAlikeForEver() throws {
    let run = try run(["model.init.name": "constant", "epochs": 3])
    let rows = run.final[0].values.count / 8
    let units = (0..<8).map { Array(run.final[0].values[$0 * rows..<($0 + 1) * rows]) }
    #expect(units.allSatisfy { $0 == units[0] })
    #expect(units[0] != Array(run.initial[0].values[..<rows]))
  }
}
