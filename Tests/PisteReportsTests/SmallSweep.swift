import PisteCore
import PisteReports

/// A table written out value by value, for what a rule says of few runs.
struct SmallSweep {
  /// One configuration with the (validation, test) accuracies of its runs, nil for one that diverged.
  struct Entry {
    var level: String?
    var coordinates: [String: String] = [:]
    var settings: Settings = ["optimizer.lr": 0.1]
    var tune: [(Double, Double)?] = []
    var evaluate: [(Double, Double)?] = []
    /// What the first weights of its runs are called, besides their seed; nil where none are recorded.
    var weights: String?
    /// What their batches are called, besides their seed; nil where none are recorded.
    var order: String?
  }

  var entries: [Entry]
  var compare: String?
  var axes: [ResultTable.Axis] = []
  var tuningSeeds: [UInt64] = [1, 2]
  var evaluationSeeds: [UInt64] = [3, 4, 5]
  var studyProtocol: String?
  var objective = Objective(name: Metric.validationAccuracy, goal: .maximize)
  var datasets: [DataSetFacts] = []
  var description = ""
  var sourceText = ""
  /// How long a run of a level takes.
  var seconds: (String?) -> Double = { _ in 1 }
  /// How runs without values end.
  var ending: (Int) -> RunStatus = { _ in .diverged }

  func table(provenance: [ResultTable.Provenance] = []) -> ResultTable {
    var runs: [ResultTable.Run] = []
    let added = evaluationSeeds.filter { !tuningSeeds.contains($0) }
    for (place, entry) in entries.enumerated() {
      let tuning = zip(tuningSeeds, entry.tune).map { (Stage.tune, $0, $1) }
      let evaluation = zip(added, entry.evaluate).map { (Stage.evaluate, $0, $1) }
      for (stage, seed, pair) in tuning + evaluation {
        let status = pair == nil ? ending(runs.count) : .completed
        let values = [
          objective.name: pair?.0 ?? .nan, Metric.testAccuracy: pair?.1 ?? .nan,
        ]
        let hasEnded = status == .completed || status == .diverged
        let epoch = EpochReport(epoch: 1, metrics: MetricValues(values))
        runs.append(
          ResultTable.Run(
            id: RunID(hex: "\(place)-\(seed)"), number: runs.count + 1, stage: stage,
            configuration: "c\(place + 1)", seed: seed, status: status,
            outcome: hasEnded
              ? Outcome(status == .diverged ? .diverged : .completed, epoch: 1) : nil,
            seconds: seconds(entry.level), weightsHash: entry.weights.map { "\($0)-\(seed)" },
            orderHash: entry.order.map { "\($0)-\(seed)" },
            epochs: pair == nil && !datasets.isEmpty ? [] : [epoch]))
      }
    }
    return ResultTable(experiment: experiment, runs: runs, provenance: provenance)
  }

  private var experiment: ResultTable.Experiment {
    var levels: [String] = []
    for entry in entries {
      if let level = entry.level, !levels.contains(level) { levels.append(level) }
    }
    return ResultTable.Experiment(
      name: "x", description: description,
      objective: objective, compare: compare,
      levels: levels, axes: axes,
      configurations: entries.enumerated().map { place, entry in
        ResultTable.Configuration(
          number: place + 1, id: "c\(place + 1)", level: entry.level,
          coordinates: entry.coordinates, settings: entry.settings)
      }, tuningSeeds: tuningSeeds, evaluationSeeds: evaluationSeeds, studyProtocol: studyProtocol,
      datasets: datasets, sourceFile: "x.yaml", sourceText: sourceText)
  }

  /// Facts of a data set with or without test rows.
  static func facts(testRows: Int) -> DataSetFacts {
    DataSetFacts(
      name: "iris", task: .classification, features: 4, classes: ["a", "b"], targets: 1,
      trainingRows: 100, validationRows: 20, testRows: testRows, digest: "00")
  }
}
