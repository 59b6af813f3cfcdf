public import PisteCore

/// What came of a sweep.
public struct SweepSummary: Hashable, Sendable {
  /// A run without a result, and why.
  public struct Failure: Hashable, Sendable {
    /// The run.
    public var run: RunID
    /// Failed or lost.
    public var kind: Outcome.Kind
    /// Why, with the end of its log where there is one.
    public var reason: String
  }

  /// How many runs ended in each way, in this sweep.
  public var outcomes: [Outcome.Kind: Int]
  /// Runs that had been done before.
  public var cached: Int
  /// Runs that failed in an earlier sweep and were left alone in this one.
  public var failedBefore: Int
  /// Whether somebody stopped it, so that runs may be left to do.
  public var interrupted: Bool
  /// Whether it stopped because as many runs had failed as may, so that runs may be left to do.
  public var stoppedOnFailure = false
  /// The runs that failed or were lost, in the order in which they did.
  public var failures: [Failure]
  /// Wall time in seconds.
  public var seconds: Double

  /// Runs that ended in this sweep, in whatever way.
  public var count: Int { outcomes.values.reduce(0, +) }
}
