import Foundation
import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// The losses of PyTorch's first 100 steps from the same weights over the same batches.
///
/// `Fixtures/generate.py` made the numbers; its version of PyTorch stands in the file.
@Suite struct GoldenTraceTests {
  struct Fixture: Decodable, Sendable {
    struct Network: Decodable, Sendable {
      struct Tensor: Decodable, Sendable {
        let name: String
        let shape: [Int]
        let values: [Float]
      }
      struct Trace: Decodable, Sendable {
        let label: String
        let optimizer: Settings
        let losses: [Double]
        /// The factor of the rate in each step; nil for a constant rate.
        var gamma: Double?
        /// Nil for the file's.
        var batch_size: Int?
        /// Every tensor at the end, where it is to be evaluated, one after the other; nil for none.
        var evaluated: [Float]?
      }
      let name: String
      let widths: [Int]
      let activation: String
      let loss: String
      let inputs: [Float]
      let targets: [Float]
      let tensors: [Tensor]
      let traces: [Trace]
    }
    let batch_size: Int
    let networks: [Network]
  }

  static func fixture(_ name: String = "golden-traces") throws -> Fixture {
    let url = try #require(
      Bundle.module.url(
        forResource: name, withExtension: "json", subdirectory: "Fixtures")
    )
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  @Test func everyOptimizerFollowsPyTorchForAHundredSteps() throws {
    let fixture = try Self.fixture()
    #expect(fixture.networks.flatMap(\.traces).count == 54)
    for network in fixture.networks {
      for trace in network.traces {
        let losses = try Self.losses(network, trace, batchSize: fixture.batch_size)
        #expect(
          LargestError.relative(losses, trace.losses) < 1e-4, "\(network.name), \(trace.label)")
      }
    }
  }

  @Test func theCheckCatchesAnImpostor() throws {
    let fixture = try Self.fixture()
    let network = fixture.networks[1]
    let momentum = try #require(network.traces.first { $0.label == "momentum" })
    var settings = momentum.optimizer
    settings["nesterov"] = true
    let impostor = Fixture.Network.Trace(label: "", optimizer: settings, losses: [])
    let losses = try Self.losses(network, impostor, batchSize: fixture.batch_size)
    withKnownIssue("Nesterov under the heavy ball's name must be caught") {
      #expect(LargestError.relative(losses, momentum.losses) < 1e-4)
    }
  }

  /// Piste's losses in the place of a trace's.
  static func losses(
    _ network: Fixture.Network, _ trace: Fixture.Network.Trace, batchSize: Int
  ) throws -> [Double] {
    try run(network, trace, batchSize: batchSize).losses
  }

  /// Piste's losses in the place of a trace's, and the final tensors.
  static func run(
    _ network: Fixture.Network, _ trace: Fixture.Network.Trace, batchSize: Int
  ) throws -> (losses: [Double], tensors: [NamedTensor]) {
    let batchSize = trace.batch_size ?? batchSize
    let task: LearningTask =
      switch network.loss {
      case "cross-entropy": .classification
      case "logistic": .binary
      default: .regression
      }
    let data = MemoryData(
      task, inputs: network.inputs, targets: network.targets, width: network.widths[0],
      outputs: network.widths[network.widths.count - 1])
    var settings: Settings = [
      "model.hidden": .list(network.widths.dropFirst().dropLast().map { .number(Double($0)) }),
      "model.activation": .text(network.activation), "batch_size": .number(Double(batchSize)),
      "epochs": .number(batchSize < data.facts.trainingRows ? 25 : 100), "shuffle": "none",
      "log_every_steps": 1,
    ]
    for (key, value) in trace.optimizer.values { settings["optimizer.\(key)"] = value }
    // Rprop reads the first rate alone, so that a schedule is refused and would change nothing.
    if let gamma = trace.gamma, gamma < 1, trace.optimizer["name"] != "rprop" {
      settings["schedule.name"] = "exponential"
      settings["schedule.unit"] = "step"
      settings["schedule.factor"] = .number(gamma)
    }
    var trainer = Trainer(
      try data.recipe(settings), data: data.trainingData, seed: 1,
      tensors: network.tensors.map {
        NamedTensor(name: $0.name, shape: $0.shape, values: $0.values)
      })
    var losses: [Double] = []
    while !trainer.isFinished {
      losses += trainer.trainEpoch {}.steps.map { $0.metrics[Metric.trainLoss] ?? .nan }
    }
    return (losses, trainer.finalTensors())
  }
}
