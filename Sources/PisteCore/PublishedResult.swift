/// What was published of one level, so that a repetition can be held against it.
public struct PublishedResult: Codable, Sendable, Hashable {
  /// The level's name in the experiment.
  public var level: String
  /// The mean of the reported metric, in its unit.
  public var mean: Double
  /// The sample standard deviation of the runs, in the same unit, ≥ 0.
  public var deviation: Double
  /// How many runs it is of, ≥ 2.
  public var runs: Int

  /// Creates a result.
  public init(level: String, mean: Double, deviation: Double, runs: Int) {
    self.level = level
    self.mean = mean
    self.deviation = deviation
    self.runs = runs
  }
}
