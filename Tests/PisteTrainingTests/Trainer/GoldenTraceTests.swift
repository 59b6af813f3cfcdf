import Foundation
import PisteCore
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

  static func fixture() throws -> Fixture {
    let url = try #require(
      Bundle.module.url(
        forResource: "golden-traces", withExtension: "json", subdirectory: "Fixtures")
    )
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  @Test func everyOptimizerFollowsPyTorchForAHundredSteps() throws {
    let fixture = try Self.fixture()
    #expect(fixture.networks.flatMap(\.traces).count == 54)
    for network in fixture.networks {
      for trace in network.traces {
        let losses = try losses(network, trace.optimizer, batchSize: fixture.batch_size)
        #expect(worstError(losses, trace.losses) < 1e-4, "\(network.name), \(trace.label)")
      }
    }
  }

  @Test func theCheckCatchesAnImpostor() throws {
    let fixture = try Self.fixture()
    let network = fixture.networks[1]
    let momentum = try #require(network.traces.first { $0.label == "momentum" })
    var settings = momentum.optimizer
    settings["nesterov"] = true
    let losses = try losses(network, settings, batchSize: fixture.batch_size)
    withKnownIssue("Nesterov under the heavy ball's name must be caught") {
      #expect(worstError(losses, momentum.losses) < 1e-4)
    }
  }

  private func losses(
    _ network: Fixture.Network, _ optimizer: Settings, batchSize: Int
  ) throws -> [Double] {
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
      "epochs": 25, "shuffle": "none", "log_every_steps": 1,
    ]
    for (key, value) in optimizer.values { settings["optimizer.\(key)"] = value }
    var trainer = Trainer(
      try data.recipe(settings), data: data.trainingData, seed: 1,
      tensors: network.tensors.map {
        NamedTensor(name: $0.name, shape: $0.shape, values: $0.values)
      })
    var losses: [Double] = []
    while !trainer.isFinished {
      losses += trainer.trainEpoch {}.steps.map { $0.metrics[Metric.trainLoss] ?? .nan }
    }
    return losses
  }

  private func worstError(_ losses: [Double], _ expected: [Double]) -> Double {
    guard losses.count == expected.count else { return .infinity }
    return zip(losses, expected).map { abs($0 - $1) / abs($1) }.max() ?? .infinity
  }
}
