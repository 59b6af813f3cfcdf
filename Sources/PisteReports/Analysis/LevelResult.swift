internal import PisteStatistics

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

  /// How far this level lies from `other` on the reported metric, paired by seed where that can be done.
  func difference(from other: LevelResult) -> (DifferenceOfMeans, isPaired: Bool)? {
    let mine = Dictionary(report.values.map { ($0.seed, $0.value) }) { first, _ in first }
    let pairs = other.report.values.compactMap { seed, value in mine[seed].map { ($0, value) } }
    if pairs.count == report.values.count, pairs.count == other.report.values.count,
      let paired = DifferenceOfMeans.paired(pairs.map(\.0), pairs.map(\.1))
    {
      return (paired, true)
    }
    return DifferenceOfMeans.welch(report.values.map(\.value), other.report.values.map(\.value))
      .map { ($0, false) }
  }
}
