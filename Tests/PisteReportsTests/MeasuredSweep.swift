import PisteCore
import PisteReports

/// A table whose runs hold the given curves: a configuration a level, a run a seed.
struct MeasuredSweep {
  var levels: [(name: String, settings: Settings, runs: [[String: [Double]]])]
  var objective = Objective(name: Metric.validationLoss, goal: .minimize)
  var datasets: [DataSetFacts] = []
  var isCompared = true

  func table() -> ResultTable {
    var runs: [ResultTable.Run] = []
    for (place, level) in levels.enumerated() {
      for (seed, curves) in level.runs.enumerated() {
        let epochs = curves.values.map(\.count).max() ?? 0
        let reports = (0..<epochs).map { epoch in
          EpochReport(
            epoch: epoch + 1,
            metrics: MetricValues(
              curves.compactMapValues { epoch < $0.count ? $0[epoch] : nil }))
        }
        runs.append(
          ResultTable.Run(
            id: RunID(hex: "\(place)-\(seed)"), number: runs.count + 1, stage: .evaluate,
            configuration: "c\(place)", seed: UInt64(seed + 1), status: .completed,
            outcome: Outcome(.completed, epoch: epochs), seconds: 1, epochs: reports))
      }
    }
    let most = levels.map(\.runs.count).max() ?? 0
    return ResultTable(
      experiment: ResultTable.Experiment(
        name: "x", description: "", objective: objective,
        compare: isCompared ? "optimizer" : nil, levels: isCompared ? levels.map(\.name) : [],
        axes: isCompared
          ? [ResultTable.Axis(key: "optimizer", values: levels.map(\.name))] : [],
        configurations: levels.enumerated().map { place, level in
          ResultTable.Configuration(
            number: place + 1, id: "c\(place)", level: isCompared ? level.name : nil,
            coordinates: isCompared ? ["optimizer": level.name] : [:], settings: level.settings)
        }, tuningSeeds: [], evaluationSeeds: (0..<most).map { UInt64($0 + 1) },
        datasets: datasets, sourceFile: "x.yaml", sourceText: ""), runs: runs, provenance: [])
  }

  /// Facts of a data set of classes with as many rows to validate as to test on.
  static func facts(classes: Int, rows: Int) -> DataSetFacts {
    DataSetFacts(
      name: "made-up", task: classes > 0 ? .classification : .regression, features: 4,
      classes: (0..<classes).map { "class \($0)" }, targets: 1, trainingRows: 100,
      validationRows: rows, testRows: rows, digest: "00")
  }
}
