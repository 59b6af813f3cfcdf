import PisteCatalog
import PisteCore
import PisteData
import PisteTestSupport
import PisteTraining

/// A function with some rows, in either number type.
final class FunctionCase<Scalar: TrainingScalar> {
  let shape: NetworkShape
  let count: Int
  private let rows: AlignedBuffer<Scalar>

  /// Creates a case; without rows there is one of zeros.
  init(_ function: ObjectiveFunction, start: Double? = nil, rows: [[Double]]? = nil) {
    let rows = rows ?? [[Double](repeating: 0, count: function.dimension)]
    shape = NetworkShape(point: PointProblem(function, start: start))
    count = rows.count
    self.rows = AlignedBuffer(count: rows.count * function.dimension)
    for (place, value) in rows.joined().enumerated() { self.rows.start[place] = Scalar(value) }
  }

  /// The rows as the core reads them, good as long as this object lives.
  var batch: Batch<Scalar> {
    Batch(inputs: rows.start, labels: nil, targets: nil, count: count)
  }

  /// A network that stands at the start, or at a point.
  func network(at point: [Double]? = nil) -> Network<Scalar> {
    let network = Network<Scalar>(shape, batchCapacity: count)
    network.load((point ?? shape.point?.start ?? []).map { Scalar($0) }, into: 0)
    return network
  }

  /// The mean of the terms at a point.
  func value(at point: [Double]) -> Double {
    network(at: point).evaluate(batch).total / Double(count)
  }

  /// The gradient at a point.
  func gradient(at point: [Double]) -> [Double] {
    let network = network(at: point)
    _ = network.lossAndGradient(batch)
    return network.gradients.values.prefix(point.count).map { Double($0) }
  }

  /// The points after each of some steps from the start.
  func path(_ rule: Rule, rate: Double, steps: Int) -> [[Double]] {
    let network = network()
    var optimizer: any Optimizer<Scalar> = rule.make(network.layout)
    let dimension = shape.point?.dimension ?? 0
    return (0..<steps).map { _ in
      _ = optimizer.advance(network, on: batch, rate: ScheduledRate(learningRate: rate))
      return network.parameters.values.prefix(dimension).map { Double($0) }
    }
  }
}

/// A whole run on a function, from settings to outcome.
struct FunctionRun {
  var losses: [Double] = []
  var evaluations: [MetricValues] = []
  var theta: [Float] = []
  var initial: [NamedTensor] = []
  var outcome: Outcome?
  var divergence: Divergence?

  init(_ settings: Settings, seed: UInt64 = 42) throws {
    let folder = try TemporaryDirectory()
    let data = try DataSets.load(
      DataSetRequest(settings: settings, baseDirectory: ""),
      cache: DataCache(directory: folder.path))
    let recipe = try Recipe(
      settings: Catalog.complete(settings, facts: data.facts), facts: data.facts)
    var trainer = Trainer(recipe, data: data, seed: seed)
    initial = trainer.initialTensors()
    while !trainer.isFinished {
      let epoch = trainer.trainEpoch {}
      losses.append(epoch.metrics[Metric.trainLoss] ?? .nan)
      divergence = epoch.divergence
      evaluations.append(trainer.evaluate())
    }
    theta = trainer.finalTensors()[0].values
    outcome = trainer.outcome()
  }
}
