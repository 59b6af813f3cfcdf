import Foundation
import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// PyTorch's first 100 steps of networks with every activation, loss and normalization.
///
/// `Fixtures/generate-network.py` made the numbers; its version of PyTorch stands in the file.
@Suite struct NetworkTraceTests {
  struct Fixture: Decodable, Sendable {
    struct Tensor: Decodable, Sendable {
      let name: String
      let shape: [Int]
      let values: [Float]
    }
    struct Trace: Decodable, Sendable {
      let label: String
      let optimizer: Settings
      let losses: [Double]
      let evaluated: Double
      let buffers: [Tensor]
    }
    struct Case: Decodable, Sendable {
      let name: String
      let widths: [Int]
      let model: Settings
      let loss: String
      let arguments: Settings
      let tensors: [Tensor]
      let traces: [Trace]
    }
    struct Layout: Decodable, Sendable {
      let normalize: String
      let dropout: Double
      let entries: [String]
    }
    let batch_size: Int
    let features: Int
    let inputs: [Float]
    let classes: [Float]
    let numbers: [Float]
    let cases: [Case]
    let layouts: [Layout]
  }

  static func fixture() throws -> Fixture {
    let url = try #require(
      Bundle.module.url(
        forResource: "network-traces", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  @Test func everyNetworkFollowsPyTorchForAHundredSteps() throws {
    let fixture = try Self.fixture()
    #expect(fixture.cases.flatMap(\.traces).count == 32)
    for network in fixture.cases {
      for trace in network.traces {
        let run = try Self.run(fixture, network, trace.optimizer)
        #expect(
          LargestError.relative(run.losses, trace.losses) < 1e-4, "\(network.name), \(trace.label)")
        #expect(
          LargestError.relative([run.evaluated], [trace.evaluated]) < 1e-4,
          "\(network.name), \(trace.label)")
        for buffer in trace.buffers {
          let found = try #require(run.tensors.first { $0.name == buffer.name })
          let values = found.element == .int64 ? found.integers.map { Float($0) } : found.values
          #expect(
            zip(values, buffer.values).allSatisfy { abs($0 - $1) <= 1e-4 * max(1, abs($1)) },
            "\(network.name), \(buffer.name)")
          #expect(found.shape == buffer.shape)
        }
      }
    }
  }

  static let impostors: [(name: String, changes: Settings)] = [
    ("gelu", ["model.activation": "gelu-tanh"]),
    ("gelu-tanh", ["model.activation": "gelu"]),
    ("leaky-relu", ["model.negative_slope": 0.01]),
    ("elu", ["model.alpha": 1]),
    ("selu", ["model.activation": "elu"]),
    ("softplus-hinge", ["model.activation": "relu"]),
    ("silu-huber", ["huber_delta": 1]),
    ("silu-huber", ["loss": "square"]),
    ("tanh-square-sigmoid", ["loss": "square"]),
    ("smoothing", ["label_smoothing": 0]),
    ("multi-margin", ["hinge_margin": 1]),
    ("batch-relu", ["model.normalize": "layer"]),
  ]

  @Test(arguments: impostors)
  func theCheckCatchesAnImpostor(name: String, changes: Settings) throws {
    let fixture = try Self.fixture()
    let network = try #require(fixture.cases.first { $0.name == name })
    let trace = network.traces[0]
    let run = try Self.run(fixture, network, trace.optimizer, changes)
    withKnownIssue("\(changes) under the name \(name) must be caught") {
      #expect(LargestError.relative(run.losses, trace.losses) < 1e-4)
    }
  }

  /// What a strict `load_state_dict` wants: these names, shapes and types, in this order.
  @Test func tensorsAreListedAsPyTorchListsThem() throws {
    for layout in try Self.fixture().layouts {
      let network = Network<Float>(
        NetworkShape(
          widths: [4, 5, 3, 2], activation: Identity(), loss: SquareLoss(),
          normalization: try #require(HiddenNormalization(rawValue: layout.normalize)),
          dropout: layout.dropout), batchCapacity: 2)
      let entries = network.tensors().map { tensor in
        "\(tensor.name) \(tensor.shape) \(tensor.element == .int64 ? "int64" : "float32")"
      }
      #expect(entries == layout.entries)
      let read = try Safetensors.decode(Safetensors.encode(network.tensors())).tensors
      #expect(Set(read) == Set(network.tensors()))
    }
  }

  private static func run(
    _ fixture: Fixture, _ network: Fixture.Case, _ optimizer: Settings,
    _ changes: Settings = Settings()
  ) throws -> (losses: [Double], evaluated: Double, tensors: [NamedTensor]) {
    let outputs = network.widths[network.widths.count - 1]
    let task: LearningTask = [3: .classification, 1: .binary][outputs] ?? .regression
    let targets: [Float] =
      switch task {
      case .classification: fixture.classes
      case .binary: fixture.classes.map { $0 == 1 ? 1 : 0 }
      case .regression, .minimization: fixture.numbers
      }
    // The validation rows are the training rows once more.
    let data = MemoryData(
      task, inputs: fixture.inputs + fixture.inputs, targets: targets + targets,
      width: fixture.features, outputs: outputs,
      validation: fixture.inputs.count / fixture.features)
    var settings: Settings = [
      "model.hidden": .list(network.widths.dropFirst().dropLast().map { .number(Double($0)) }),
      "batch_size": .number(Double(fixture.batch_size)), "epochs": 25, "shuffle": "none",
      "log_every_steps": 1, "loss": .text(network.loss),
    ]
    for (key, value) in network.model.values { settings["model.\(key)"] = value }
    for (key, value) in network.arguments.values { settings[key] = value }
    for (key, value) in optimizer.values { settings["optimizer.\(key)"] = value }
    settings = settings.merging(changes)
    if changes["loss"] != nil { for key in network.arguments.values.keys { settings[key] = nil } }
    let hasBuffers = settings["model.normalize"]?.text == "batch"
    var tensors: [NamedTensor] = []
    for tensor in network.tensors {
      if tensor.shape.isEmpty {
        guard hasBuffers else { continue }
        let counts = tensor.values.map { Int64($0) }
        tensors.append(NamedTensor(name: tensor.name, shape: [], integers: counts))
      } else if hasBuffers || !tensor.name.contains("running") {
        tensors.append(
          NamedTensor(name: tensor.name, shape: tensor.shape, values: tensor.values))
      }
    }
    var trainer = Trainer(
      try data.recipe(settings), data: data.trainingData, seed: 1, tensors: tensors)
    var losses: [Double] = []
    while !trainer.isFinished {
      losses += trainer.trainEpoch {}.steps.map { $0.metrics[Metric.trainLoss] ?? .nan }
    }
    return (losses, trainer.evaluate()[Metric.validationLoss] ?? .nan, trainer.finalTensors())
  }
}
