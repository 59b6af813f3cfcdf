/// The runs of a table by configuration and stage.
struct RunIndex: Sendable {
  private struct Key: Hashable {
    var configuration: String
    var stage: ResultTable.Stage
  }

  private let runs: [Key: [ResultTable.Run]]
  private let configurations: [String: ResultTable.Configuration]

  /// Sorts the runs of `table` into their places.
  init(_ table: ResultTable) {
    runs = Dictionary(grouping: table.runs) {
      Key(configuration: $0.configuration, stage: $0.stage)
    }
    configurations = Dictionary(
      table.experiment.configurations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The runs of a configuration in a stage, in plan order.
  func runs(
    of configuration: ResultTable.Configuration, _ stage: ResultTable.Stage
  ) -> [ResultTable.Run] {
    runs[Key(configuration: configuration.id, stage: stage)] ?? []
  }

  /// The configuration of a run; nil if the table does not hold it.
  func configuration(of run: ResultTable.Run) -> ResultTable.Configuration? {
    configurations[run.configuration]
  }
}
