/// How a sweep is to be carried out.
public struct SweepOptions: Hashable, Sendable {
  /// Most workers at one time, ≥ 1.
  public var workers: Int
  /// Runs of all stages, those done before included, for the progress; nil: those given so far.
  public var total: Int?
  /// Seconds without a message at which a busy worker is taken to hang; nil: never.
  public var silenceLimit: Double?
  /// Whether INT, TERM and HUP are caught while the sweep runs.
  public var catchesSignals: Bool

  /// Creates options.
  ///
  /// - Parameters:
  ///   - workers: Most workers at one time, ≥ 1.
  ///   - total: Runs of all stages; nil: those given so far.
  ///   - silenceLimit: Seconds without a message at which a busy worker is taken to hang.
  ///   - catchesSignals: Whether INT, TERM and HUP are caught while the sweep runs.
  public init(
    workers: Int, total: Int? = nil, silenceLimit: Double? = nil, catchesSignals: Bool = true
  ) {
    precondition(workers >= 1, "SweepOptions: \(workers) workers cannot run anything")
    self.workers = workers
    self.total = total
    self.silenceLimit = silenceLimit
    self.catchesSignals = catchesSignals
  }
}
