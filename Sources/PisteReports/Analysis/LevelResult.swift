/// One level of the compared factor: its best configuration and what that one reaches.
struct LevelResult: Sendable {
  /// The level's name.
  var name: String
  /// Its place among the levels.
  var index: Int
  /// Its color and marker, the same in all figures; nil if it is not drawn.
  var series: Int?
  /// Its configurations in grid order.
  var configurations: [ResultTable.Configuration]
  /// The configuration that was selected; nil if the level has none.
  var selected: ResultTable.Configuration?
  /// The selected configuration on the seeds that select, by the objective.
  var selection: Score
  /// The selected configuration on the seeds that report, by the objective.
  var objective: Score
  /// The selected configuration on the seeds that report, by the reported metric.
  var report: Score
  /// The selected configuration's runs on the seeds that report.
  var runs: [ResultTable.Run]

  /// The selected configuration, once there is a result that speaks for it.
  var chosen: ResultTable.Configuration? {
    selection.values.isEmpty && report.done == 0 ? nil : selected
  }
}
