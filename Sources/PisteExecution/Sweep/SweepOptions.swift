/// How a sweep is to be carried out.
public struct SweepOptions: Hashable, Sendable {
  /// Most workers at one time, ≥ 1.
  public var workers: Int
  /// Runs of all stages, those done before included, for the progress; nil: those given so far.
  public var total: Int?
  /// Seconds without a message at which a busy worker is taken to hang; nil: never.
  public var silenceLimit: Double?
  /// Seconds that an attempt at a run may take, after which the run has failed; nil: any.
  public var runLimit: Double?
  /// Runs without a result, ≥ 1, at which the sweep stops; nil: it goes on whatever fails.
  public var failureLimit: Int?
  /// Whether INT, TERM and HUP are caught while the sweep runs.
  public var catchesSignals: Bool

  /// Seconds of silence that are taken for a hang unless the experiment says otherwise.
  public static let usualSilenceLimit = 60.0

  /// Creates options.
  ///
  /// - Parameters:
  ///   - workers: Most workers at one time, ≥ 1.
  ///   - total: Runs of all stages; nil: those given so far.
  ///   - silenceLimit: Seconds without a message at which a busy worker is taken to hang.
  ///   - runLimit: Seconds that an attempt at a run may take.
  ///   - failureLimit: Runs without a result at which the sweep stops, ≥ 1.
  ///   - catchesSignals: Whether INT, TERM and HUP are caught while the sweep runs.
  public init(
    workers: Int, total: Int? = nil, silenceLimit: Double? = nil, runLimit: Double? = nil,
    failureLimit: Int? = nil, catchesSignals: Bool = true
  ) {
    precondition(workers >= 1, "SweepOptions: \(workers) workers cannot run anything")
    precondition(
      failureLimit ?? 1 >= 1, "SweepOptions: stops after \(failureLimit ?? 0) failures")
    self.workers = workers
    self.total = total
    self.silenceLimit = silenceLimit
    self.runLimit = runLimit
    self.failureLimit = failureLimit
    self.catchesSignals = catchesSignals
  }
}
