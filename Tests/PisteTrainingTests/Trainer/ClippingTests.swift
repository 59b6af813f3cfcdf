import Foundation
import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// Clipping by value, by norm and by both, as PyTorch's two functions do it.
///
/// `Fixtures/generate-clipping.py` made the numbers; its version of PyTorch stands in the file.
@Suite struct ClippingTests {
  struct Fixture: Decodable {
    struct Tensor: Decodable {
      let name: String
      let shape: [Int]
      let values: [Float]
    }
    struct Trace: Decodable {
      let label: String
      let optimizer: Settings
      let clip: [String: Double]
      let losses: [Double]
      let norms: [Double]
    }
    let batch_size: Int
    let widths: [Int]
    let inputs: [Float]
    let targets: [Float]
    let tensors: [Tensor]
    let traces: [Trace]
  }

  private static func fixture() throws -> Fixture {
    let url = try #require(
      Bundle.module.url(forResource: "clipping", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  private func steps(
    _ fixture: Fixture, _ trace: Fixture.Trace, clip: [String: Double]
  ) throws -> [StepReport] {
    let data = MemoryData(
      .classification, inputs: fixture.inputs, targets: fixture.targets, width: fixture.widths[0],
      outputs: 3)
    var settings: Settings = [
      "model.hidden": [8], "model.activation": "tanh", "epochs": 25, "shuffle": "none",
      "batch_size": .number(Double(fixture.batch_size)), "log_every_steps": 1,
    ]
    for (key, value) in trace.optimizer.values { settings["optimizer.\(key)"] = value }
    for (key, value) in clip { settings["gradient_clip.\(key)"] = .number(value) }
    var trainer = Trainer(
      try data.recipe(settings), data: data.trainingData, seed: 1,
      tensors: fixture.tensors.map {
        NamedTensor(name: $0.name, shape: $0.shape, values: $0.values)
      })
    var steps: [StepReport] = []
    while !trainer.isFinished { steps += trainer.trainEpoch {}.steps }
    return steps
  }

  private func worst(_ steps: [StepReport], _ metric: String, _ expected: [Double]) -> Double {
    LargestError.relative(steps.map { $0.metrics[metric] ?? .nan }, expected)
  }

  @Test func clippedRunsFollowPyTorchForAHundredSteps() throws {
    let fixture = try Self.fixture()
    #expect(fixture.traces.count == 12)
    for trace in fixture.traces {
      let steps = try steps(fixture, trace, clip: trace.clip)
      #expect(worst(steps, Metric.trainLoss, trace.losses) < 1e-4, "\(trace.label)")
      // The norm is the one before clipping.
      #expect(worst(steps, Metric.gradientNorm, trace.norms) < 1e-3, "\(trace.label)")
    }
  }

  @Test func theCheckCatchesAnImpostor() throws {
    let fixture = try Self.fixture()
    let norm = try #require(fixture.traces.first { $0.label == "sgd, norm" })
    let steps = try steps(fixture, norm, clip: ["value": 0.3])
    withKnownIssue("clipping by value under the name of the norm must be caught") {
      #expect(worst(steps, Metric.trainLoss, norm.losses) < 1e-4)
    }
  }

  @Test(arguments: ["sgd", "adam"])
  func aClipThatIsNeverReachedChangesNoBit(optimizer: String) throws {
    let fixture = try Self.fixture()
    let trace = try #require(fixture.traces.first { $0.label == "\(optimizer), none" })
    let plain = try steps(fixture, trace, clip: [:])
    #expect(try steps(fixture, trace, clip: ["norm": 1e6, "value": 1e6]) == plain)
  }

  @Test func everyNumberTypeIsClippedAlike() throws {
    for count in [1, 7, 64, 1000] {
      let floats = AlignedBuffer<Float>(count: count)
      let doubles = AlignedBuffer<Double>(count: count)
      for index in 0..<count {
        let value = Float(index % 13) - 6
        (floats.start[index], doubles.start[index]) = (value, Double(value))
      }
      Float.clamp(floats.start, count: count, to: 2.5)
      Double.clamp(doubles.start, count: count, to: 2.5)
      Float.scale(floats.start, count: count, by: 0.5)
      Double.scale(doubles.start, count: count, by: 0.5)
      for index in 0..<count {
        #expect(doubles.start[index] == min(max(Double(index % 13) - 6, -2.5), 2.5) / 2)
        #expect(Double(floats.start[index]) == doubles.start[index])
      }
    }
  }

  @Test(
    arguments: [
      ["gradient_clip.norm": 0], ["gradient_clip.norm": -1], ["gradient_clip.value": 0],
      ["early_stopping.patience": 0],
      ["early_stopping.patience": 2, "early_stopping.min_delta": -1],
    ] as [Settings])
  func whatIsOutOfRangeIsTold(settings: Settings) throws {
    let data = MemoryData.clouds()
    #expect(throws: SpecErrors.self) { _ = try data.recipe(settings) }
  }
}
