import PisteCatalog
import PisteCore
import PisteTraining
import Testing

@Suite struct DiagnosticsTests {
  private static let settings: Settings = [
    "model.hidden": [8, 6], "batch_size": 9, "epochs": 4, "optimizer.lr": 0.05,
  ]

  private func train(
    _ settings: Settings, data: MemoryData = .clouds()
  ) throws -> (epochs: [EpochTraining], evaluations: [MetricValues], final: [NamedTensor]) {
    let recipe = try data.recipe(Self.settings.merging(settings))
    var trainer = Trainer(recipe, data: data.trainingData, seed: 5)
    var epochs: [EpochTraining] = []
    var evaluations: [MetricValues] = []
    while !trainer.isFinished {
      epochs.append(trainer.trainEpoch {})
      evaluations.append(trainer.evaluate())
    }
    return (epochs, evaluations, trainer.finalTensors())
  }

  @Test(arguments: ["sgd", "adam"], ["layers", "curvature"])
  func watchingChangesNothing(optimizer: String, extent: String) throws {
    let rule: Settings = ["optimizer.name": .text(optimizer)]
    let plain = try train(rule)
    let watched = try train(rule.merging(["diagnostics": .text(extent)]))
    #expect(watched.final == plain.final)
    #expect(watched.evaluations == plain.evaluations)
    for (left, right) in zip(plain.epochs, watched.epochs) {
      for (name, value) in left.metrics.values { #expect(right.metrics[name] == value, "\(name)") }
      #expect(right.metrics.values.count > left.metrics.values.count)
    }
  }

  @Test func onlyEpochsThatAreDueAreDiagnosed() throws {
    let epochs = try train(["diagnostics": "layers", "diagnostics_every": 3, "epochs": 7]).epochs
    let diagnosed = epochs.filter { $0.metrics["grad_norm/0.weight"] != nil }.map(\.epoch)
    #expect(diagnosed == [3, 6])
  }

  @Test func activationsBearPyTorchsIndices() throws {
    let metrics = try train(["diagnostics": "layers"]).epochs[0].metrics
    let names = metrics.values.keys.filter { $0.hasPrefix("dead_units/") }.sorted()
    #expect(names == ["dead_units/1", "dead_units/3"])
    #expect(metrics["weight_norm/4.bias"] != nil)
  }

  /// Rows (1, 0), (0, 1), (1, 1), (−1, −1); ReLU units x₀, 2x₀, x₁ and −9.
  ///
  /// Outputs are (1, 2, 0, 0), (0, 0, 1, 0), (1, 2, 1, 0) and none. Units 0 and 1 are equal but for
  /// their scale, unit 2 has a cosine of ½ with each, unit 3 is dead: 3² / (2² + 1 + 4·¼) = 1.5.
  @Test func aSmallLayerIsMeasuredByHand() throws {
    let data = MemoryData(
      .regression, inputs: [1, 0, 0, 1, 1, 1, -1, -1], targets: [0, 0, 0, 0], width: 2, outputs: 1)
    let recipe = try data.recipe([
      "model.hidden": [4], "batch_size": 4, "epochs": 1, "optimizer.lr": 1e-12,
      "diagnostics": "layers",
    ])
    let tensors = [
      NamedTensor(name: "0.weight", shape: [4, 2], values: [1, 0, 2, 0, 0, 1, 0, 0]),
      NamedTensor(name: "0.bias", shape: [4], values: [0, 0, 0, -9]),
      NamedTensor(name: "2.weight", shape: [1, 4], values: [3, 0, 4, 0]),
      NamedTensor(name: "2.bias", shape: [1], values: [0]),
    ]
    var trainer = Trainer(recipe, data: data.trainingData, seed: 1, tensors: tensors)
    let metrics = trainer.trainEpoch {}.metrics
    #expect(metrics["dead_units/1"] == 0.25)
    #expect(metrics["activation_mean/1"] == 0.5)
    // Σy² = 2·1 + 2·4 + 2·1 = 12 of 16 numbers: 12/16 − ½².
    #expect(abs((metrics["activation_std/1"] ?? 0) - 0.5.squareRoot()) < 1e-6)
    #expect(abs((metrics["effective_units/1"] ?? 0) - 1.5) < 1e-5)
    #expect(metrics["weight_norm/0.weight"] == 6.0.squareRoot())
    #expect(metrics["weight_norm/0.bias"] == 9)
    #expect(metrics["weight_norm/2.weight"] == 5)
    // Outputs 3, 4, 7 and 0, so that ∂L/∂z = z/2 and the last bias's gradient is 14/2.
    #expect(metrics["grad_norm/2.bias"] == 7)
    // A bias of 0 has no relative change.
    #expect(metrics["update_ratio/2.bias"] == nil)
    #expect((metrics["update_ratio/0.weight"] ?? 1) < 1e-10)
  }

  /// The law of equal units: whatever the epoch, there is one.
  private func checkSymmetry(_ initializer: Settings, activation: String) throws {
    let settings: Settings = [
      "diagnostics": "layers", "model.activation": .text(activation), "optimizer.lr": 0.1,
      "epochs": 12,
    ]
    for epoch in try train(settings.merging(initializer)).epochs {
      for module in [1, 3] {
        let units = epoch.metrics["effective_units/\(module)"] ?? .nan
        #expect(abs(units - 1) < 1e-4, "epoch \(epoch.epoch), module \(module): \(units)")
      }
    }
  }

  @Test(arguments: ["tanh", "sigmoid", "relu"])
  func unitsThatStartEqualStayOne(activation: String) throws {
    try checkSymmetry(
      ["model.init.name": "constant", "model.init.value": 0.1], activation: activation)
  }

  @Test(arguments: ["tanh", "sigmoid", "relu"])
  func unitsThatStartApartAreCaught(activation: String) {
    withKnownIssue {
      try checkSymmetry(["model.init.name": "xavier-uniform"], activation: activation)
    }
  }

  @Test func howOftenSaysNothingWhereNothingIsMeasured() {
    let facts = MemoryData.clouds().facts
    let off = Catalog.identity(["diagnostics_every": 5], facts: facts)
    #expect(off == Catalog.identity([:], facts: facts))
    let on = Catalog.identity(["diagnostics": "layers", "diagnostics_every": 5], facts: facts)
    #expect(on["diagnostics"] == "layers")
    #expect(on["diagnostics_every"] == 5)
  }
}
