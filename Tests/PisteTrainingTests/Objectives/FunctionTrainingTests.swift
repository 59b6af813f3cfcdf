import Foundation
import PisteCatalog
import PisteCore
import PisteData
import PisteTraining
import Testing

/// Functions through settings, data set and trainer, in Float32.
@Suite struct FunctionTrainingTests {
  private static let still: Settings = [
    "dataset.name": "quadratic", "dataset.spectrum": [1, 10], "dataset.rotate": false,
    "dataset.rows": 1, "dataset.test": 0, "batch_size": 1, "epochs": 10, "optimizer.lr": 0.05,
  ]

  @Test func descentIsAGeometricSeries() throws {
    let run = try FunctionRun(Self.still)
    for (value, eigenvalue) in zip(run.theta, [1.0, 10]) {
      #expect(abs(Double(value) - pow(1 - 0.05 * eigenvalue, 10)) < 1e-6)
    }
    // The loss of an epoch of one step is the one before it.
    for (epoch, loss) in run.losses.enumerated() {
      let expected = [1.0, 10].reduce(0) {
        $0 + 0.5 * $1 * pow(1 - 0.05 * $1, 2 * Double(epoch))
      }
      #expect(abs(loss / expected - 1) < 1e-5)
    }
  }

  /// The positions after ten steps are PyTorch's.
  @Test func theHeavyBallStandsWherePyTorchsDoes() throws {
    let run = try FunctionRun(Self.still.merging(["optimizer.momentum": 0.9]))
    #expect(abs(run.theta[0] + 0.31092291) < 1e-6)
    #expect(abs(run.theta[1] - 0.08772477) < 1e-6)
  }

  /// 2/L is 0.2 here.
  @Test func descentIsStableBelowTwoOverTheLargestEigenvalueAndNotAbove() throws {
    let below = try FunctionRun(
      Self.still.merging(["optimizer.lr": 0.198, "epochs": 1000, "optimizer.momentum": 0]))
    #expect(below.outcome?.kind == .completed)
    #expect((below.losses.last ?? 1) < 1e-9)
    let above = try FunctionRun(
      Self.still.merging(["optimizer.lr": 0.202, "epochs": 1000, "optimizer.momentum": 0]))
    #expect(above.outcome?.kind == .diverged)
  }

  /// With rows of variance 1 the gradient's noise has variance l² = 1, and θ settles at a variance
  /// of e/(l(2 − e·l)) without and e(1 + b)/(l(1 − b)(2(1 + b) − e·l)) with momentum.
  @Test(arguments: [(0.0, 0.0526316), (0.9, 0.5135135)])
  func noiseSettlesAtItsStationaryVariance(momentum: Double, expected: Double) throws {
    var squares: [Double] = []
    for seed in 0..<10 {
      let run = try FunctionRun([
        "dataset.name": "quadratic", "dataset.rotate": false, "dataset.noise": 1,
        "dataset.spectrum": .list([SettingValue](repeating: 1, count: 200)),
        "dataset.rows": 400, "dataset.test": 0, "dataset.start": 0, "batch_size": 1, "epochs": 1,
        "optimizer.lr": 0.1, "optimizer.momentum": .number(momentum),
        "dataset.split_seed": .number(Double(seed)),
      ])
      squares += run.theta.map { Double($0) * Double($0) }
    }
    // 2000 independent coordinates: the variance is known to √(2/2000) of itself.
    let variance = squares.reduce(0, +) / Double(squares.count)
    #expect(abs(variance / expected - 1) < 4 * (2.0 / 2000).squareRoot())
  }

  @Test func aFunctionHasLossesAndNoAccuracy() throws {
    let run = try FunctionRun([
      "dataset.name": "rosenbrock", "dataset.noise": 0.01, "epochs": 2, "optimizer.lr": 1e-4,
      "dataset.start": 0.5,
    ])
    #expect(run.evaluations.map { Array($0.values.keys) } == [["test/loss"], ["test/loss"]])
    #expect(run.initial[0].values == [0.5, 0.5])
    #expect(run.outcome?.kind == .completed)
  }

  @Test func aNetworksSettingsAreRefused() throws {
    let facts = DataSetFacts(
      name: "quadratic", task: .minimization, features: 10, classes: [], targets: 0,
      trainingRows: 800, validationRows: 0, testRows: 200, digest: "d")
    let settings: Settings = [
      "dataset.name": "quadratic", "model.hidden": [4], "model.activation": "tanh",
    ]
    let errors = #expect(throws: SpecErrors.self) {
      try Recipe(settings: Catalog.complete(settings, facts: facts), facts: facts)
    }
    #expect(errors?.faults.map(\.code) == [.conflict, .conflict])
  }
}
