import PisteCatalog
import PisteCore
import PisteTraining
import Testing

@Suite struct ResumeTests {
  private let data = MemoryData.clouds()

  /// Everything at once that has a state: drawn batches, logged steps, dropout and batch
  /// normalization where the catalogue has them, clipping, patience.
  private var settings: Settings {
    var settings: Settings = [
      "model.hidden": [8], "batch_size": 9, "epochs": 4, "log_every_steps": 2,
      "gradient_clip.norm": 0.5, "early_stopping.patience": 3,
    ]
    if Catalog.definition("model.dropout") != nil { settings["model.dropout"] = 0.3 }
    if Catalog.definition("model.normalize") != nil { settings["model.normalize"] = "batch" }
    return settings
  }

  /// The settings of a schedule, with something for each that must be given.
  private func settings(of schedule: ScheduleName) -> Settings {
    var settings: Settings = ["schedule.name": .text(schedule.rawValue)]
    for definition in Catalog.entry(.schedule, schedule.rawValue)?.settings ?? []
    where definition.isRequired {
      settings[definition.key] = definition.type == .integers ? [1, 3] : 2
    }
    return settings
  }

  /// 80 rows by 9 make 9 steps an epoch, 36 in all.
  private func check(_ changes: Settings, _ label: String, seed: UInt64) throws {
    var random = RandomStream(seed: seed, purpose: "deaths")
    var settings = settings.merging(changes)
    if settings["optimizer.name"] == "lbfgs" {
      // It wants the whole data set at each step and a gradient that nobody touched.
      for key in ["model.dropout", "model.normalize", "gradient_clip.norm"] {
        settings[key] = nil
      }
      settings["batch_size"] = 80
      settings["epochs"] = 12
      settings["early_stopping.patience"] = 12
    }
    if settings["optimizer.name"] == "kfac" {
      // Its factors are those of dense layers alone.
      for key in ["model.dropout", "model.normalize"] { settings[key] = nil }
    }
    // A fifth of four epochs is no whole one to decay in.
    if settings["schedule.name"] == "warmup-stable-decay" { settings["schedule.unit"] = "step" }
    let recipe = try data.recipe(settings)
    let steps = recipe.epochs * recipe.stepsPerEpoch
    for step in [1, 2 + random.below(steps - 2), steps / 2 + random.below(steps / 2)] {
      try checkResume(recipe, data, dyingBefore: step, label)
    }
  }

  @Test(arguments: OptimizerName.allCases)
  func aResumedRunEndsInTheSameBitsWithEveryOptimizer(optimizer: OptimizerName) throws {
    // One-cycle moves the momentum, too; Rprop reads the first rate alone and takes no schedule.
    let schedule: ScheduleName = optimizer == .rprop ? .constant : .oneCycle
    let place = OptimizerName.allCases.firstIndex(of: optimizer) ?? 0
    let rule: Settings = ["optimizer.name": .text(optimizer.rawValue)]
    try check(
      rule.merging(settings(of: schedule)), "\(optimizer) with \(schedule)", seed: UInt64(place))
  }

  @Test func aResumedRunKeepsVelocityAndLargestMoments() throws {
    try check(["optimizer.momentum": 0.9], "momentum", seed: 100)
    try check(["optimizer.name": "adam", "optimizer.amsgrad": true], "amsgrad", seed: 101)
  }

  @Test(arguments: ScheduleName.allCases)
  func aResumedRunKeepsToItsSchedule(schedule: ScheduleName) throws {
    let place = ScheduleName.allCases.firstIndex(of: schedule) ?? 0
    try check(settings(of: schedule), "\(schedule)", seed: UInt64(200 + place))
  }

  @Test(arguments: ShuffleName.allCases)
  func aResumedRunSeesTheSameBatches(shuffle: ShuffleName) throws {
    try check(["shuffle": .text(shuffle.rawValue)], "\(shuffle)", seed: 300)
  }

  @Test func aRunMayDieBetweenEpochsToo() throws {
    let recipe = try data.recipe(settings)
    var undisturbed = RunTrace()
    var whole = Trainer(recipe, data: data.trainingData, seed: 5)
    undisturbed.take(&whole)
    var first = Trainer(recipe, data: data.trainingData, seed: 5)
    for _ in 0..<2 {
      _ = first.trainEpoch {}
      _ = first.evaluate()
    }
    let checkpoint = first.snapshot()
    #expect(checkpoint.finishedEpochs == 2)
    var resumed = Trainer(recipe, data: data.trainingData, seed: 5)
    let isTaken = resumed.resume(from: checkpoint)
    #expect(isTaken)
    var rest = RunTrace()
    rest.take(&resumed)
    undisturbed.epochs.removeFirst(2)
    undisturbed.evaluations.removeFirst(2)
    #expect(rest == undisturbed)
  }

  @Test func aCheckpointOfAnotherRunIsLeftAlone() throws {
    let recipe = try data.recipe(settings)
    var trainer = Trainer(recipe, data: data.trainingData, seed: 1)
    _ = trainer.trainEpoch {}
    let checkpoint = trainer.snapshot()
    var other = Trainer(recipe, data: data.trainingData, seed: 2)
    let wasTaken = other.resume(from: checkpoint)
    #expect(!wasTaken)
    let larger = try data.recipe(settings.merging(["model.hidden": [9]]))
    var wide = Trainer(larger, data: data.trainingData, seed: 1)
    let wasTakenByAnother = wide.resume(from: checkpoint)
    #expect(!wasTakenByAnother)
    let step = wide.step
    #expect(step == 0)
  }

  /// An optimizer that loses its velocity on the way.
  private struct Forgetful: Optimizer {
    var rule: SGD<Float>

    mutating func step(
      _ parameters: UnsafeMutableBufferPointer<Float>, gradients: UnsafeBufferPointer<Float>,
      rate: ScheduledRate
    ) {
      rule.step(parameters, gradients: gradients, rate: rate)
    }

    var state: OptimizerState<Float> { OptimizerState() }

    mutating func restore(_ state: OptimizerState<Float>) {}
  }

  /// An optimizer whose history is empty, as before the first step of one that keeps some.
  private struct Hollow: Optimizer {
    mutating func step(
      _ parameters: UnsafeMutableBufferPointer<Float>, gradients: UnsafeBufferPointer<Float>,
      rate: ScheduledRate
    ) {}

    var state: OptimizerState<Float> {
      OptimizerState(
        vectors: ["history": []], wideVectors: ["factors": []], numbers: ["step": 1],
        words: ["stream": []])
    }

    mutating func restore(_ state: OptimizerState<Float>) {
      #expect(state == self.state)
    }
  }

  @Test func arraysWithoutElementsAreKeptToo() throws {
    try checkResume(
      try data.recipe(settings), data, dyingBefore: 14, makeOptimizer: { _ in Hollow() })
  }

  @Test func theCheckCatchesAnImpostor() throws {
    let recipe = try data.recipe(settings)
    try checkResume(
      recipe, data, dyingBefore: 14, makeOptimizer: { SGD(layout: $0, momentum: 0.9) })
    withKnownIssue("an optimizer that forgets must be caught") {
      try checkResume(
        recipe, data, dyingBefore: 14,
        makeOptimizer: { Forgetful(rule: SGD(layout: $0, momentum: 0.9)) })
    }
  }
}

@Suite struct CheckpointFileTests {
  private func file() throws -> [UInt8] {
    let data = MemoryData.clouds()
    let recipe = try data.recipe(["model.hidden": [4], "epochs": 2, "optimizer.name": "adam"])
    var trainer = Trainer(recipe, data: data.trainingData, seed: 1)
    _ = trainer.trainEpoch {}
    return trainer.snapshot().encoded(with: ["run": "0a"])
  }

  @Test func itIsASafetensorsFile() throws {
    let (parts, texts) = try Safetensors.decodeParts(try file())
    #expect(texts["run"] == "0a")
    #expect(parts.map(\.name).contains("trainer.vector.parameters"))
    #expect(parts.first { $0.name == "optimizer.number.step" }?.doubles == [3])
  }

  @Test func aTornOrChangedFileIsAnError() throws {
    let file = try file()
    _ = try TrainerCheckpoint.decode(file)
    var random = RandomStream(seed: 9, purpose: "damage")
    for _ in 0..<200 {
      var torn = file
      torn.removeLast(1 + random.below(file.count - 1))
      #expect(throws: Safetensors.DecodingError.self) { try TrainerCheckpoint.decode(torn) }
      var changed = file
      // Behind the header, where every bit counts.
      let place = file.count - 1 - random.below(1000)
      changed[place] ^= UInt8(1 << random.below(8))
      #expect(throws: Safetensors.DecodingError.self) { try TrainerCheckpoint.decode(changed) }
    }
    let weights = Safetensors.encode([NamedTensor(name: "0.bias", shape: [1], values: [1])])
    #expect(throws: Safetensors.DecodingError.self) { try TrainerCheckpoint.decode(weights) }
  }
}
