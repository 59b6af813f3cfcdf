import Foundation
import PisteCore
import PisteData
import PisteTestSupport
import PisteTraining
import Testing

/// The published problem against numbers made by NumPy and by the benchmark's own baselines.
@Suite struct QuadraticDeepTests {
  /// The content of `Fixtures/quadratic-deep.json`, which `generate-quadratic-deep.py` wrote.
  struct Fixture: Decodable, Sendable {
    let loss: [String: Double]
    let eigenvalues: [String: Double]
    let hessian_rows: [[Double]]
    let last_test_numbers: [Double]
    let condition: Double
    let descent_limit: Double
    let heavy_ball_limit: Double
    let heavy_ball_rate: Double
    let heavy_ball_momentum: Double
    let nesterov_momentum: Double

    static func load() throws -> Fixture {
      let url = try #require(
        Bundle.module.url(
          forResource: "quadratic-deep", withExtension: "json", subdirectory: "Fixtures"))
      return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    }
  }

  private func mean(_ rows: [[Double]]) -> [Double] {
    (0..<100).map { place in rows.reduce(0) { $0 + $1[place] } / Double(rows.count) }
  }

  /// Relative errors of the test loss at four points, in Float64 over the Float32 rows.
  private func lossError(
    _ form: QuadraticForm, training: [[Double]], test: [[Double]], _ known: [String: Double]
  ) -> Double {
    let function = FunctionCase<Double>(.quadratic(form), rows: test)
    let points = [
      "ones": [Double](repeating: 1, count: 100), "zeros": [Double](repeating: 0, count: 100),
      "training_mean": mean(training), "test_mean": mean(test),
    ]
    guard Set(points.keys) == Set(known.keys) else { return .infinity }
    return LargestError.of(
      points.map { name, point in abs(function.value(at: point) / (known[name] ?? .nan) - 1) })
  }

  @Test func theTestLossIsThePublishedProblems() throws {
    let known = try Fixture.load()
    let folder = try TemporaryDirectory()
    let data = try DataSets.load(
      DataSetRequest(name: "quadratic-deep"), cache: DataCache(directory: folder.path))
    func rows(_ split: DataSplit) -> [[Double]] {
      (0..<split.count).map { row in (0..<100).map { Double(split.inputs[row * 100 + $0]) } }
    }
    let (training, test, form) = (rows(data.training), rows(data.test), QuadraticDeep.form)
    #expect(lossError(form, training: training, test: test, known.loss) < 1e-12)
    let function = FunctionCase<Double>(.quadratic(form), rows: test)
    #expect(function.gradient(at: mean(test)).allSatisfy { abs($0) < 1e-12 })
    #expect(zip(test[895].suffix(3), known.last_test_numbers).allSatisfy { $0 == $1 })
    withKnownIssue("training rows under the test's name must be caught") {
      #expect(lossError(form, training: test, test: training, known.loss) < 1e-6)
    }
    withKnownIssue("the same spectrum in its own axes must be caught") {
      let axes = QuadraticForm(eigenvalues: form.eigenvalues)
      #expect(lossError(axes, training: training, test: test, known.loss) < 1e-6)
    }
    withKnownIssue("a row less in the test must be caught") {
      #expect(lossError(form, training: training, test: test.dropLast(), known.loss) < 1e-6)
    }
  }

  @Test func theMatrixIsNumPys() throws {
    let known = try Fixture.load()
    let form = QuadraticDeep.form
    let rotation = try #require(form.rotation)
    func error(_ eigenvalues: [Double]) -> Double {
      LargestError.of(
        zip([0, 57], known.hessian_rows).map { row, expected in
          let found = (0..<100).map { column in
            (0..<100).reduce(0.0) {
              $0 + rotation[$1 * 100 + row] * eigenvalues[$1] * rotation[$1 * 100 + column]
            }
          }
          return LargestError.absolute(found, expected)
        })
    }
    #expect(known.hessian_rows.count == 2)
    #expect(error(form.eigenvalues) < 1e-11)
    withKnownIssue("another order of the eigenvalues must be caught") {
      #expect(error(form.eigenvalues.reversed()) < 1e-3)
    }
    let found = [
      "sum": form.eigenvalues.reduce(0, +), "least": form.eigenvalues.min() ?? .nan,
      "largest": LargestError.of(form.eigenvalues), "first": form.eigenvalues[0],
    ]
    #expect(Set(found.keys) == Set(known.eigenvalues.keys))
    for (name, value) in found {
      #expect(abs(value / (known.eigenvalues[name] ?? .nan) - 1) < 1e-13, "\(name)")
    }
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
    func error(_ changes: Settings) throws -> Double {
      let base: Settings = [
        "dataset.name": "quadratic-deep", "batch_size": 128, "drop_last": true, "epochs": 100,
        "shuffle": "frozen",
      ]
      let run = try FunctionRun(base.merging(settings).merging(changes))
      return abs((run.evaluations.last?[Metric.testLoss] ?? .nan) / published - 1)
    }
    #expect(try error([:]) < 0.004)
    // The run on 1e-3 with momentum has come down to its floor, so that a rate is told from the
    // next one only where that adds noise to it.
    let rate = settings["optimizer.lr"]?.number ?? .nan
    let other = try error(["optimizer.lr": .number(rate * (rate == 1e-3 ? 10 : 1.2))])
    withKnownIssue("another rate under the name of \(settings) must be caught") {
      #expect(other < 0.004)
    }
  }

  /// The largest eigenvalue is 53.129, so that descent is stable up to a rate of 0.0376.
  @Test(arguments: [(0.0251189, Outcome.Kind.completed), (0.0398107, .diverged)])
  func theRatesThatDivergeAreThePublishedOnes(rate: Double, kind: Outcome.Kind) throws {
    func outcome(momentum: Double) throws -> Outcome.Kind? {
      try FunctionRun([
        "dataset.name": "quadratic-deep", "batch_size": 128, "drop_last": true, "epochs": 100,
        "shuffle": "frozen", "optimizer.lr": .number(rate), "optimizer.momentum": .number(momentum),
      ]).outcome?.kind
    }
    #expect(try outcome(momentum: 0) == kind)
    if kind == .diverged {
      // With momentum the limit is nearly twice as high.
      let other = try outcome(momentum: 0.9)
      withKnownIssue("the heavy ball under descent's name must be caught") {
        #expect(other == kind)
      }
    }
  }
}
