import Foundation
import PisteCore
import PisteReports

/// A table as a sweep would leave it, made up from a seed: three optimizers over rates, schedules and initializers.
///
/// The numbers follow a plain model (an optimum in the log rate for each level, a small effect of schedule and
/// initializer, noise by seed), so that a report of it looks like one of a real sweep.
struct FakeSweep {
  struct Level {
    var name: String
    var optimizer: String
    var momentum: Double?
    var rates: [Double]
    var best: Double
    var top: Double
  }

  var name = "sgd-vs-adam"
  var levels = [
    Level(
      name: "SGD", optimizer: "sgd", momentum: 0, rates: [0.01, 0.03, 0.1, 0.3, 1], best: 0.25,
      top: 0.872),
    Level(
      name: "SGD + momentum", optimizer: "sgd", momentum: 0.9,
      rates: [0.003, 0.01, 0.03, 0.1, 0.3],
      best: 0.03, top: 0.881),
    Level(
      name: "Adam", optimizer: "adam", momentum: nil, rates: [1e-4, 3e-4, 1e-3, 3e-3, 0.01],
      best: 0.0012, top: 0.8835),
  ]
  var schedules = ["constant", "step", "cosine"]
  var initializers = ["xavier-uniform", "kaiming-normal"]
  var tuningSeeds: [UInt64] = [1, 2]
  var evaluationSeeds: [UInt64] = [1001, 1002, 1003, 1004, 1005]
  var epochs = 10
  var compare: String? = "optimizer"
  var description = "Does tuned SGD with a schedule generalise better than Adam?"
  var objective = Objective(name: Metric.validationAccuracy, goal: .maximize)
  var divergesAbove = 3.6
  /// Changes what has ended, as for a sweep under way.
  var change: (inout ResultTable.Run) -> Void = { _ in }

  func table() -> ResultTable {
    var configurations: [ResultTable.Configuration] = []
    for level in levels {
      for rate in level.rates {
        for schedule in schedules {
          for initializer in initializers {
            configurations.append(
              configuration(
                configurations.count + 1, level, rate: rate, schedule, initializer))
          }
        }
      }
    }
    var runs: [ResultTable.Run] = []
    let stages = tuningSeeds.isEmpty ? Stage.evaluate : .tune
    let first = tuningSeeds.isEmpty ? evaluationSeeds : tuningSeeds
    for configuration in configurations {
      for seed in first { runs.append(run(runs.count + 1, configuration, stages, seed: seed)) }
    }
    if !tuningSeeds.isEmpty {
      for level in levels {
        let best = configurations.filter { $0.level == level.name || compare == nil }
          .max { score($0) < score($1) }
        guard let best else { continue }
        for seed in evaluationSeeds {
          runs.append(run(runs.count + 1, best, .evaluate, seed: seed))
        }
        if compare == nil { break }
      }
    }
    for place in runs.indices { change(&runs[place]) }
    return ResultTable(
      experiment: experiment(configurations), runs: runs, provenance: [Self.provenance])
  }

  private func score(_ configuration: ResultTable.Configuration) -> Double {
    let values = tuningSeeds.map { seed in
      run(1, configuration, .tune, seed: seed).finalValue(objective.name)
        ?? (objective.goal == .maximize ? -1 : 100)
    }
    return values.reduce(0, +) * (objective.goal == .maximize ? 1 : -1)
  }

  private func configuration(
    _ number: Int, _ level: Level, rate: Double, _ schedule: String, _ initializer: String
  ) -> ResultTable.Configuration {
    var settings: Settings = [
      "optimizer.name": .text(level.optimizer), "optimizer.lr": .number(rate),
      "schedule.name": .text(schedule), "model.init.name": .text(initializer),
      "batch_size": 128, "epochs": .number(Double(epochs)), "model.hidden": [128],
    ]
    settings["optimizer.momentum"] = level.momentum.map { .number($0) }
    var coordinates = [
      "optimizer": level.name, "optimizer.lr": NumberFormat.plain(rate), "schedule": schedule,
      "model.init": initializer,
    ]
    coordinates["optimizer.momentum"] = level.momentum.map { NumberFormat.plain($0) }
    var hash = ContentHash()
    hash.combine(bytes: "\(number) \(level.name)".utf8)
    return ResultTable.Configuration(
      number: number, id: hash.hex, level: compare == nil ? nil : level.name,
      coordinates: coordinates, settings: settings)
  }

  private func run(
    _ number: Int, _ configuration: ResultTable.Configuration, _ stage: Stage,
    seed: UInt64
  ) -> ResultTable.Run {
    let name = configuration.coordinates["optimizer"] ?? ""
    let level = levels.first { $0.name == name } ?? levels[0]
    let rate = configuration.settings["optimizer.lr"]?.number ?? 1
    var random = RandomStream(
      seed: seed &* 1000 &+ UInt64(configuration.number), purpose: "fake")
    let distance = log10(rate / level.best)
    var top = level.top - 0.02 * distance * distance
    if configuration.coordinates["schedule"] == "cosine" { top += 0.004 }
    if configuration.coordinates["schedule"] == "step" { top += 0.002 }
    if configuration.coordinates["model.init"] == "kaiming-normal" { top += 0.0015 }
    let noise = 0.0025 * (random.uniform() + random.uniform() - 1)
    let diverges = rate / level.best * (0.8 + 0.4 * random.uniform()) > divergesAbove
    var reports: [EpochReport] = []
    let stop = diverges ? min(2, epochs) : epochs
    for epoch in 1...stop {
      let speed = name == "Adam" ? 1.3 : name == "SGD" ? 2.6 : 1.8
      let progress = 1 - exp(-Double(epoch) / speed)
      let wiggle = 0.002 * (random.uniform() - 0.5)
      let validation = 0.6 + (top - 0.6) * progress + noise + wiggle
      var loss = 0.12 + 0.9 * exp(-Double(epoch) / speed / 1.6)
      loss += (level.top - top) * 3 + noise * 4 + (name == "SGD" ? 0.12 : 0)
      if diverges { loss *= epoch == stop ? .nan : 40 }
      reports.append(
        EpochReport(
          epoch: epoch,
          metrics: MetricValues([
            Metric.trainLoss: loss, Metric.trainAccuracy: validation + 0.03,
            Metric.validationLoss: 1.2 - validation, Metric.validationAccuracy: validation,
            Metric.testLoss: 1.21 - validation, Metric.testAccuracy: validation - 0.006 + wiggle,
            Metric.learningRate: rate, Metric.gradientNorm: 1 / Double(epoch),
            Metric.seconds: 0.31,
          ])))
    }
    var hash = ContentHash()
    hash.combine(seed)
    hash.combine(bytes: configuration.id.utf8)
    let hex = hash.hex + hash.hex + hash.hex + hash.hex
    return ResultTable.Run(
      id: RunID(hex: hex), number: number, stage: stage, configuration: configuration.id,
      seed: seed, status: diverges ? .diverged : .completed,
      outcome: diverges
        ? Outcome(.diverged, epoch: stop, step: 871, reason: "the loss was not finite")
        : Outcome(.completed, epoch: epochs), attempts: 1, seconds: 3.4 + noise * 100,
      weightsHash: "\(seed) " + (configuration.coordinates["model.init"] ?? ""),
      orderHash: "\(seed)", epochs: reports)
  }

  private func experiment(
    _ configurations: [ResultTable.Configuration]
  ) -> ResultTable.Experiment {
    let rates = Set(levels.flatMap(\.rates)).sorted()
    return ResultTable.Experiment(
      name: name, description: description, objective: objective, compare: compare,
      levels: compare == nil ? [] : levels.map(\.name),
      axes: [
        ResultTable.Axis(key: "optimizer", values: levels.map(\.name)),
        ResultTable.Axis(
          key: "optimizer.lr", values: rates.map { NumberFormat.plain($0) }, numbers: rates),
        ResultTable.Axis(key: "optimizer.momentum", values: ["0", "0.9"], numbers: [0, 0.9]),
        ResultTable.Axis(key: "schedule", values: schedules),
        ResultTable.Axis(key: "model.init", values: initializers),
      ], configurations: configurations, tuningSeeds: tuningSeeds,
      evaluationSeeds: evaluationSeeds,
      datasets: [
        DataSetFacts(
          name: "fashion-mnist", task: .classification, features: 784,
          classes: (0..<10).map { "class \($0)" }, targets: 1, trainingRows: 50_000,
          validationRows: 10_000, testRows: 10_000,
          digest: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84")
      ], sourceFile: "sgd-vs-adam.yaml",
      sourceText: """
        name: sgd-vs-adam
        description: Does tuned SGD with a schedule generalise better than Adam?
        method: grid
        metric: {name: val/accuracy, goal: maximize}
        compare: optimizer
        seeds: {tune: 2, evaluate: 5}

        """)
  }

  private static let provenance = ResultTable.Provenance(
    version: "0.1.0", coreVersion: 1, commit: "6642f65", dirty: false,
    cpu: "Example CPU at 2.5 GHz", cores: 2, os: "Debian GNU/Linux 12 (Linux 6.1)",
    blas: "OpenBLAS 0.3.21, Haswell kernels, one thread", swift: "6.3",
    commandLine: "piste sweep experiments/sgd-vs-adam.yaml --workers 2", workers: 2)
}
