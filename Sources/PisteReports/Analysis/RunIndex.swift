internal import PisteCore

/// The runs of a table by configuration and stage.
struct RunIndex: Sendable {
  private struct Key: Hashable {
    var configuration: String
    var stage: Stage
  }

  private let runs: [Key: [ResultTable.Run]]
  private let configurations: [String: ResultTable.Configuration]
  private let shared: Set<UInt64>

  /// Sorts the runs of `table` into their places.
  init(_ table: ResultTable) {
    runs = Dictionary(grouping: table.runs) {
      Key(configuration: $0.configuration, stage: $0.stage)
    }
    configurations = Dictionary(
      table.experiment.configurations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let experiment = table.experiment
    shared =
      experiment.studyProtocol == "reproduction"
      ? Set(experiment.tuningSeeds).intersection(experiment.evaluationSeeds) : []
  }

  /// How many seeds both choose and report, as only a reproduction may have it.
  var sharedSeeds: Int { shared.count }

  /// The runs of a configuration in a stage, in plan order.
  func runs(
    of configuration: ResultTable.Configuration, _ stage: Stage
  ) -> [ResultTable.Run] {
    runs[Key(configuration: configuration.id, stage: stage)] ?? []
  }

  /// The runs of a configuration that are reported: those of the evaluation, and the tuning runs on seeds that
  /// both stages have, which a sweep does not make twice.
  func reportedRuns(of configuration: ResultTable.Configuration) -> [ResultTable.Run] {
    runs(of: configuration, .tune).filter { shared.contains($0.seed) }
      + runs(of: configuration, .evaluate)
  }

  /// The configuration of a run; nil if the table does not hold it.
  func configuration(of run: ResultTable.Run) -> ResultTable.Configuration? {
    configurations[run.configuration]
  }
}
