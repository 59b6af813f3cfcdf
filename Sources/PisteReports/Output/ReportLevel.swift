internal import PisteCore
internal import PisteStatistics

/// One level of a report in figures, for programs.
public struct ReportLevel: Sendable, Hashable, Codable {
  /// Its name.
  public var name: String
  /// The mean of the reported metric over the runs that completed; nil where none did.
  public var mean: Double?
  /// The lower end of its 95 % t interval; nil with fewer than two runs.
  public var lower: Double?
  /// The upper end of that interval.
  public var upper: Double?
  /// How many of the runs that report completed.
  public var completed: Int
  /// How many of them are planned.
  public var planned: Int
  /// The configuration that was chosen, in words.
  public var configuration: String

  /// Reads it off a comparison.
  init(_ level: LevelResult, in comparison: Comparison) {
    name = level.name
    mean = level.report.mean
    lower = level.report.interval?.lower
    upper = level.report.interval?.upper
    completed = level.report.values.count
    planned = level.report.planned
    configuration = comparison.describe(level.chosen)
  }
}
