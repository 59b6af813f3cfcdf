private import PisteCore
private import PisteExperiments
internal import PisteReports
internal import PisteStore

/// Makes the table that reports are rendered from out of what the store holds.
struct TableBuilder {
  let store: RunStore

  /// Runs that a thread makes at a time.
  private static let pieceSize = 128

  /// The table of an experiment.
  ///
  /// - Throws: `StoreError` if there is no such experiment.
  func table(of name: String) throws -> ResultTable {
    let manifest = try store.experiment(named: name).manifest()
    let runs = try store.runs(of: name)
    let curves = Dictionary(
      try store.curves(of: name).map { ($0.run, $0) }, uniquingKeysWith: { first, _ in first })
    let pieces = ConcurrentPieces.map(runs.count, size: Self.pieceSize) { places in
      runs[places].map { Self.run($0, curves[$0.run]) }
    }
    return ResultTable(
      experiment: try experiment(manifest, runs: runs), runs: Array(pieces.joined()),
      provenance: Self.distinct(try store.environments(of: name).map(Self.provenance)))
  }

  private func experiment(
    _ manifest: ExperimentManifest, runs: [RunRecord]
  ) throws -> ResultTable.Experiment {
    var settings: [String: Settings] = [:]
    for run in runs where settings[run.configuration] == nil {
      settings[run.configuration] = try run.settings()
    }
    return ResultTable.Experiment(
      name: manifest.name, description: manifest.description,
      objective: manifest.objective, compare: manifest.compare, levels: manifest.levels,
      axes: manifest.axes.map {
        ResultTable.Axis(key: $0.key, values: $0.values, numbers: $0.numbers)
      },
      configurations: manifest.configurations.map {
        ResultTable.Configuration(
          number: $0.number, id: $0.id, level: $0.level, coordinates: $0.coordinates,
          settings: settings[$0.id] ?? Settings())
      },
      tuningSeeds: manifest.seedsTune, evaluationSeeds: manifest.seedsEvaluate,
      studyProtocol: manifest.isReproduction ? "reproduction" : nil,
      published: manifest.published, datasets: manifest.datasets,
      sourceFile: manifest.sourceFile, sourceText: manifest.sourceText,
      beyondCap: manifest.beyondCap)
  }

  private static func run(_ run: RunRecord, _ curves: RunCurves?) -> ResultTable.Run {
    ResultTable.Run(
      id: run.run, number: run.number, stage: run.stage,
      configuration: run.configuration, seed: run.seed, status: run.status,
      outcome: run.outcome, attempts: run.attempts, seconds: run.seconds,
      weightsHash: run.weightsHash, orderHash: run.orderHash,
      epochs: curves?.epochs ?? [], values: curves?.values ?? [:])
  }

  private static func provenance(_ environment: SweepEnvironment) -> ResultTable.Provenance {
    ResultTable.Provenance(
      version: environment.version, coreVersion: environment.coreVersion,
      commit: environment.commit, dirty: environment.dirty, cpu: environment.cpu,
      cores: environment.cores, os: environment.os, blas: environment.blas,
      swift: environment.swift,
      commandLine: CommandText.line(["piste"] + environment.commandLine.dropFirst()),
      workers: environment.workers)
  }

  private static func distinct(_ all: [ResultTable.Provenance]) -> [ResultTable.Provenance] {
    var seen: Set<ResultTable.Provenance> = []
    return all.filter { seen.insert($0).inserted }
  }
}
