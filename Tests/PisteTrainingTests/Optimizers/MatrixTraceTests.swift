import Foundation
import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// The losses of the optimizers that treat weights as matrices, against Float64 references.
///
/// `Fixtures/generate-matrix.py` made the numbers: each rule written out from its paper, L-BFGS by
/// PyTorch. All sizes are small and no unit has a kink.
@Suite struct MatrixTraceTests {
  struct Fixture: Decodable, Sendable {
    struct Network: Decodable, Sendable {
      struct Tensor: Decodable, Sendable {
        let name: String
        let shape: [Int]
        let values: [Double]
      }
      struct Trace: Decodable, Sendable {
        let label: String
        let optimizer: Settings
        let losses: [Double]
        let evaluations: Int?
      }
      let name: String
      let widths: [Int]
      let activation: String
      let loss: String
      let inputs: [Double]
      let targets: [Double]
      let tensors: [Tensor]
      let traces: [Trace]
    }
    let batch_size: Int
    let networks: [Network]
  }

  static func fixture() throws -> Fixture {
    let url = try #require(
      Bundle.module.url(forResource: "matrix", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  static let labels = [
    "muon", "muon-rms", "muon-spectral", "kfac-exact", "kfac-eigen", "kfac-empirical", "lbfgs",
    "lbfgs-fixed", "shampoo", "shampoo-plain", "shampoo-mean", "soap", "soap-fast", "soap-one-side",
  ]

  @Test(arguments: labels)
  func aHundredStepsInDoubleAreTheReferences(label: String) throws {
    for (network, trace) in try cases(label) {
      let (losses, evaluations) = try doubleLosses(network, trace)
      let error = LargestError.relative(losses, trace.losses)
      #expect(error < 1e-7, "\(network.name), \(label): \(error)")
      #expect(evaluations == trace.evaluations)
    }
  }

  @Test(arguments: labels)
  func aHundredStepsOfTheTrainerStayWithTheReference(label: String) throws {
    for (network, trace) in try cases(label) {
      let losses = try trainerLosses(network, trace)
      let error = LargestError.relative(losses, trace.losses)
      #expect(error < 1e-4, "\(network.name), \(label): \(error)")
    }
  }

  @Test func theCheckCatchesImpostors() throws {
    func impostor(_ label: String, as other: [String: SettingValue]) throws -> Double {
      let (network, trace) = try cases(label)[0]
      let settings = Settings(trace.optimizer.values.merging(other) { _, new in new })
      let losses = try doubleLosses(network, trace, settings).losses
      return LargestError.relative(losses, trace.losses)
    }
    let impostors: [(String, [String: SettingValue])] = [
      ("soap", ["name": "adam"]), ("kfac-exact", ["damping_form": "eigen"]),
      ("shampoo", ["graft": "sgd"]), ("muon", ["name": "adamw"]), ("lbfgs", ["history_size": 2]),
    ]
    for (label, other) in impostors {
      let error = try impostor(label, as: other)
      withKnownIssue("\(other) under the name of \(label) must be caught") {
        #expect(error < 1e-4)
      }
    }
  }

  /// Steps, a state handed over in the middle, more steps: the same bits.
  @Test(arguments: labels)
  func aRestoredStateGoesOnAsIfNothingHadHappened(label: String) throws {
    let (network, trace) = try cases(label)[0]
    let whole = try doubleLosses(network, trace, trace.optimizer, handOver: nil).losses
    for step in [1, 3, 7] {
      #expect(
        try doubleLosses(network, trace, trace.optimizer, handOver: step).losses == whole,
        "after \(step)")
    }
  }

  /// Labels are drawn from a stream of the seed, which a state takes along.
  @Test func sampledLabelsAreThoseOfTheSeed() throws {
    let (network, trace) = try cases("kfac-exact")[0]
    let sampled = Settings(trace.optimizer.values.merging(["fisher": "sampled"]) { _, new in new })
    let whole = try doubleLosses(network, trace, sampled).losses
    #expect(try doubleLosses(network, trace, sampled).losses == whole)
    #expect(try doubleLosses(network, trace, sampled, handOver: 13).losses == whole)
    #expect(try doubleLosses(network, trace, sampled, seed: 2).losses != whole)
  }

  @Test(arguments: labels)
  func instructionSetsMakeNoDifference(label: String) throws {
    let (network, trace) = try cases(label)[0]
    let best = try doubleLosses(network, trace).losses
    for set in InstructionSet.available {
      #expect(try doubleLosses(network, trace, trace.optimizer, set: set).losses == best)
    }
  }

  private func cases(
    _ label: String
  ) throws -> [(Fixture.Network, Fixture.Network.Trace)] {
    let cases = try Self.fixture().networks.flatMap { network in
      network.traces.filter { $0.label == label }.map { (network, $0) }
    }
    #expect(cases.count >= 2)
    return cases
  }

  private func data(_ network: Fixture.Network) -> MemoryData {
    let task: LearningTask =
      switch network.loss {
      case "cross-entropy": .classification
      case "logistic": .binary
      default: .regression
      }
    return MemoryData(
      task, inputs: network.inputs.map { Float($0) }, targets: network.targets.map { Float($0) },
      width: network.widths[0], outputs: network.widths[network.widths.count - 1])
  }

  private func recipe(
    _ network: Fixture.Network, _ optimizer: Settings, _ data: MemoryData
  ) throws -> Recipe {
    let isWhole = optimizer["name"] == "lbfgs"
    var settings: Settings = [
      "model.hidden": .list(network.widths.dropFirst().dropLast().map { .number(Double($0)) }),
      "model.activation": .text(network.activation),
      "batch_size": isWhole ? .number(Double(data.facts.trainingRows)) : 20,
      "epochs": isWhole ? 10 : 34, "shuffle": "none", "log_every_steps": 1,
    ]
    for (key, value) in optimizer.values { settings["optimizer.\(key)"] = value }
    return try data.recipe(settings)
  }

  private func doubleLosses(
    _ network: Fixture.Network, _ trace: Fixture.Network.Trace, _ settings: Settings? = nil,
    seed: UInt64 = 1, set: InstructionSet = .best, handOver: Int? = nil
  ) throws -> (losses: [Double], evaluations: Int?) {
    BLAS.useOneThread()
    let settings = settings ?? trace.optimizer
    let data = data(network)
    let recipe = try recipe(network, settings, data)
    let problem = TraceProblem(network)
    let core = Network<Double>(recipe.shape, batchCapacity: problem.rows, instructions: set)
    for (index, tensor) in network.tensors.enumerated() { core.load(tensor.values, into: index) }
    let context = OptimizerContext(layout: core.layout, seed: seed, instructions: set)
    var optimizer: any Optimizer<Double> = recipe.makeOptimizer(in: context, of: Double.self)
    let rate = try #require(Self.rate(settings))
    var losses: [Double] = []
    while losses.count < trace.losses.count {
      if losses.count == handOver {
        let state = optimizer.state
        optimizer = recipe.makeOptimizer(in: context, of: Double.self)
        optimizer.restore(state)
      }
      let size = recipe.batchSize
      let first = losses.count % ((problem.rows + size - 1) / size) * size
      let batch = problem.batch(first, count: min(size, problem.rows - first))
      let result = optimizer.advance(core, on: batch, rate: ScheduledRate(learningRate: rate))
      losses.append(result.sum.total / Double(batch.count))
    }
    return (losses, optimizer.gradientEvaluations)
  }

  private static func rate(_ settings: Settings) -> Double? {
    let defaults = ["kfac": 0.1, "lbfgs": 1]
    return settings["lr"]?.number ?? settings["name"]?.text.flatMap { defaults[$0] }
  }

  private func trainerLosses(
    _ network: Fixture.Network, _ trace: Fixture.Network.Trace
  ) throws -> [Double] {
    let data = data(network)
    var trainer = Trainer(
      try recipe(network, trace.optimizer, data), data: data.trainingData, seed: 1,
      tensors: network.tensors.map {
        NamedTensor(name: $0.name, shape: $0.shape, values: $0.values.map { Float($0) })
      })
    var losses: [Double] = []
    while !trainer.isFinished {
      losses += trainer.trainEpoch {}.steps.map { $0.metrics[Metric.trainLoss] ?? .nan }
    }
    return Array(losses.prefix(trace.losses.count))
  }
}

/// The rows of a fixture's network in Float64.
private final class TraceProblem {
  let rows: Int
  private let inputs: AlignedBuffer<Double>
  private let targets: AlignedBuffer<Double>
  private let labels: UnsafeMutablePointer<Int32>
  private let (width, targetWidth): (Int, Int)
  private let hasLabels: Bool

  init(_ network: MatrixTraceTests.Fixture.Network) {
    width = network.widths[0]
    rows = network.inputs.count / width
    targetWidth = network.targets.count / rows
    hasLabels = network.loss == "cross-entropy"
    inputs = AlignedBuffer(count: network.inputs.count)
    targets = AlignedBuffer(count: network.targets.count)
    labels = .allocate(capacity: network.targets.count)
    for (index, value) in network.inputs.enumerated() { inputs.start[index] = value }
    for (index, value) in network.targets.enumerated() {
      targets.start[index] = value
      labels[index] = hasLabels ? Int32(value) : 0
    }
  }

  deinit { labels.deallocate() }

  func batch(_ first: Int, count: Int) -> Batch<Double> {
    Batch(
      inputs: inputs.start + first * width, labels: hasLabels ? labels + first : nil,
      targets: hasLabels ? nil : UnsafePointer(targets.start + first * targetWidth), count: count)
  }
}
