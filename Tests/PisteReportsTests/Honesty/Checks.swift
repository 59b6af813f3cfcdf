import PisteCore
import PisteReports

/// Tables made for the checks of a report: two levels of three configurations, tuned on two seeds and
/// evaluated on eight, with nothing to object to.
struct CheckedSweep {
  /// A level: its optimizer, and what a configuration and its runs are made of.
  struct Level {
    var name: String
    var optimizer = "sgd"
    var momentum: Double?
    var rates = [0.01, 0.1, 1.0]
    /// The validation accuracy at the end, by rate.
    var top = [0.7, 0.9, 0.8]
    var settings: Settings = [:]
    /// The share of the final value reached after each epoch.
    var shape = [0.6, 0.9, 0.99, 1, 1, 1]
  }

  var levels = [
    Level(name: "A", momentum: 0.9), Level(name: "B", optimizer: "rmsprop", top: [0.6, 0.8, 0.7]),
  ]
  var objective = Objective(name: Metric.validationAccuracy, goal: .maximize)
  var compare: String? = "optimizer"
  var tuningSeeds: [UInt64] = [1, 2]
  var evaluationSeeds: [UInt64] = [11, 12, 13, 14, 15, 16, 17, 18]
  var sourceText = "metric: {name: val/accuracy, goal: maximize}\n"
  var rows = 100_000
  var scalerRows: Int? = 50_000
  var provenance = [Self.environment]
  var datasets: Int = 1
  /// Changes a run before it is put into the table.
  var change: (inout ResultTable.Run, String) -> Void = { _, _ in }
  /// The noise of a run by its seed; the sum over all seeds is about zero.
  var noise: (UInt64, String) -> Double = { seed, level in
    0.001 * (Double(seed % 4) - 1.5) + (level == "A" ? 0.0002 * Double(seed % 3) : 0)
  }
  /// What a run on fresh seeds falls by.
  var fall = 0.0

  static let environment = ResultTable.Provenance(
    version: "1", coreVersion: 3, commit: "abc", dirty: false, cpu: "c", cores: 4, os: "o",
    blas: "b", swift: "6", workers: 1)

  func table() -> ResultTable {
    var configurations: [ResultTable.Configuration] = []
    var runs: [ResultTable.Run] = []
    var best: [(Level, Int)] = []
    for level in levels {
      let start = configurations.count
      for rate in level.rates {
        var settings: Settings = [
          "optimizer.name": .text(level.optimizer), "optimizer.lr": .number(rate),
          "batch_size": 128, "epochs": .number(Double(level.shape.count)),
          "shuffle": "each-epoch", "schedule.name": "constant",
          "dataset.normalize": "standardize",
        ]
        settings["optimizer.momentum"] = level.momentum.map { .number($0) }
        settings = settings.merging(level.settings)
        configurations.append(
          ResultTable.Configuration(
            number: configurations.count + 1, id: "c\(configurations.count)",
            level: compare == nil ? nil : level.name,
            coordinates: ["optimizer": level.name, "optimizer.lr": NumberFormat.plain(rate)],
            settings: settings))
      }
      let place = level.top.indices.max {
        objective.goal == .maximize
          ? level.top[$0] < level.top[$1] : level.top[$0] > level.top[$1]
      }
      best.append((level, start + (place ?? 0)))
    }
    var place = 0
    for level in levels {
      for top in level.top {
        for seed in tuningSeeds {
          runs.append(run(runs.count, "c\(place)", level, .tune, seed, top))
        }
        if tuningSeeds.isEmpty {
          for seed in evaluationSeeds {
            runs.append(run(runs.count, "c\(place)", level, .evaluate, seed, top))
          }
        }
        place += 1
      }
    }
    if !tuningSeeds.isEmpty {
      for (level, place) in best {
        for seed in evaluationSeeds {
          let top = objective.goal == .maximize ? level.top.max() : level.top.min()
          runs.append(
            run(runs.count, "c\(place)", level, .evaluate, seed, (top ?? 0) - fall))
        }
      }
    }
    let rates = Set(levels.flatMap(\.rates)).sorted()
    return ResultTable(
      experiment: ResultTable.Experiment(
        name: "x", description: "", objective: objective, compare: compare,
        levels: compare == nil ? [] : levels.map(\.name),
        axes: [
          ResultTable.Axis(key: "optimizer", values: levels.map(\.name)),
          ResultTable.Axis(
            key: "optimizer.lr", values: rates.map { NumberFormat.plain($0) }, numbers: rates),
        ], configurations: configurations, tuningSeeds: tuningSeeds,
        evaluationSeeds: evaluationSeeds,
        datasets: (0..<datasets).map { place in
          DataSetFacts(
            name: "made-up", task: .classification, features: 4, classes: ["a", "b"], targets: 1,
            trainingRows: 50_000, validationRows: rows, testRows: rows, digest: "0\(place)",
            scalerRows: scalerRows)
        }, sourceFile: "x.yaml", sourceText: sourceText), runs: runs, provenance: provenance)
  }

  private func run(
    _ place: Int, _ configuration: String, _ level: Level, _ stage: Stage, _ seed: UInt64,
    _ top: Double
  ) -> ResultTable.Run {
    let epochs = level.shape.enumerated().map { epoch, share in
      let value = top * share + noise(seed, level.name)
      return EpochReport(
        epoch: epoch + 1,
        metrics: MetricValues([
          Metric.validationAccuracy: value, Metric.testAccuracy: value,
          Metric.validationLoss: 1 - value, Metric.testLoss: 1 - value,
          Metric.trainLoss: 1 - value,
        ]))
    }
    var run = ResultTable.Run(
      id: RunID(hex: "\(configuration)-\(seed)"), number: place + 1, stage: stage,
      configuration: configuration, seed: seed, status: .completed,
      outcome: Outcome(.completed, epoch: level.shape.count), seconds: 1,
      weightsHash: "w\(seed)", orderHash: "o\(seed)", epochs: epochs)
    change(&run, level.name)
    return run
  }
}

extension Report {
  /// The answer to one check, by its code.
  func check(_ code: String) -> HonestyCheck? { checks.first { $0.code.rawValue == code } }
}
