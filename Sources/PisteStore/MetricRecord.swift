public import PisteCore

/// One row of `metric_view`, with its run's place.
public struct MetricRecord: Hashable, Sendable, Codable {
  /// The run's id.
  public var run: RunID
  /// The run's place in the experiment's plan, from 1.
  public var number: Int
  /// The epoch, from 1.
  public var epoch: Int
  /// The step, from 1 over the run; nil for a value of the whole epoch.
  public var step: Int?
  /// The metric's name.
  public var metric: String
  /// The value; nil where it was not finite.
  public var value: Double?

  /// Creates a row.
  public init(
    run: RunID, number: Int, epoch: Int, step: Int?, metric: String, value: Double?
  ) {
    self.run = run
    self.number = number
    self.epoch = epoch
    self.step = step
    self.metric = metric
    self.value = value
  }
}
