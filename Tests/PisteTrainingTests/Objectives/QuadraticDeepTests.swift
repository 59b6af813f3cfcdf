import PisteCore
import PisteData
import PisteTestSupport
import PisteTraining
import Testing

/// The published problem against numbers made by NumPy and by the benchmark's own baselines.
@Suite struct QuadraticDeepTests {
  /// The test loss at four points, in Float64 over the Float32 rows.
  @Test func theTestLossIsThePublishedProblems() throws {
    let folder = try TemporaryDirectory()
    let data = try DataSets.load(
      DataSetRequest(name: "quadratic-deep"), cache: DataCache(directory: folder.path))
    func rows(_ split: DataSplit) -> [[Double]] {
      (0..<split.count).map { row in (0..<100).map { Double(split.inputs[row * 100 + $0]) } }
    }
    func mean(_ rows: [[Double]]) -> [Double] {
      (0..<100).map { place in rows.reduce(0) { $0 + $1[place] } / Double(rows.count) }
    }
    let test = rows(data.test)
    let function = FunctionCase<Double>(.quadratic(QuadraticDeep.form), rows: test)
    let zeros = [Double](repeating: 0, count: 100)
    #expect(abs(function.value(at: zeros.map { $0 + 1 }) - 353.446766) < 1e-6)
    #expect(abs(function.value(at: zeros) - 86.926420) < 1e-6)
    #expect(abs(function.value(at: mean(rows(data.training))) - 87.046008) < 1e-6)
    #expect(abs(function.value(at: mean(test)) - 86.873527) < 1e-6)
    #expect(function.gradient(at: mean(test)).allSatisfy { abs($0) < 1e-12 })
  }

  /// The final test loss of the baselines of DeepOBS 1.1 for seed 42, with room for another order
  /// of the batches: ten seeds of one rate differ by less than one per cent here.
  @Test(
    arguments: [
      (["optimizer.lr": 1e-5], 236.0932), (["optimizer.lr": 1e-4], 106.6277),
      (["optimizer.lr": 1e-3, "optimizer.momentum": 0.99], 87.0824),
      (["optimizer.name": "adam", "optimizer.lr": 1e-3], 106.6987),
    ] as [(Settings, Double)])
  func theBaselinesAreReproduced(settings: Settings, published: Double) throws {
    let run = try FunctionRun(
      settings.merging([
        "dataset.name": "quadratic-deep", "batch_size": 128, "drop_last": true, "epochs": 100,
        "shuffle": "frozen",
      ]))
    let loss = run.evaluations.last?[Metric.testLoss] ?? .nan
    #expect(abs(loss / published - 1) < 0.004, "\(settings): \(loss)")
  }

  /// The largest eigenvalue is 53.129, so that descent is stable up to a rate of 0.0376.
  @Test(arguments: [(0.0251189, Outcome.Kind.completed), (0.0398107, .diverged)])
  func theRatesThatDivergeAreThePublishedOnes(rate: Double, kind: Outcome.Kind) throws {
    let run = try FunctionRun([
      "dataset.name": "quadratic-deep", "batch_size": 128, "drop_last": true, "epochs": 100,
      "shuffle": "frozen", "optimizer.lr": .number(rate),
    ])
    #expect(run.outcome?.kind == kind)
  }
}
