public import PisteCore

/// How far a sweep has come.
public struct SweepProgress: Hashable, Sendable {
  /// Runs of all stages, as far as known.
  public var total = 0
  /// Runs that were done before.
  public var cached = 0
  /// Runs that failed in an earlier sweep and are left alone in this one.
  public var failedBefore = 0
  /// The runs that workers have at the moment.
  public var runningRuns: Set<RunID> = []
  /// How many runs ended in each way, in this sweep.
  public var ended: [Outcome.Kind: Int] = [:]
  /// Attempts whose worker died and that are tried again.
  public var lostAttempts = 0
  /// Seconds since the sweep began.
  public var elapsed = 0.0
  /// How often somebody asked it to stop.
  public var interruptions = 0
  /// What happened last; nil where it was no event of a run.
  public var latest: RunEvent?

  /// Creates the progress of a sweep that has not begun.
  public init() {}

  /// How many runs workers have at the moment.
  public var running: Int { runningRuns.count }

  /// Runs that ended in this sweep, in whatever way.
  public var endedCount: Int { ended.values.reduce(0, +) }

  /// Runs that need no more work: done before, or ended now.
  public var done: Int { cached + endedCount }

  /// Runs that ended a second; nil until one has.
  public var runsPerSecond: Double? {
    endedCount > 0 && elapsed > 0 ? Double(endedCount) / elapsed : nil
  }

  /// Seconds until the last run ends if the rest goes at the rate so far; nil until one has ended.
  public var secondsLeft: Double? { runsPerSecond.map { Double(max(0, total - done)) / $0 } }

  mutating func take(_ event: RunEvent) {
    latest = event
    switch event {
    case .started(let run, _, _, _):
      runningRuns.insert(run)
    case .began, .epoch, .workerEnded:
      return
    case .attemptLost(let run, _, _):
      runningRuns.remove(run)
      lostAttempts += 1
    case .requeued(let run, _):
      runningRuns.remove(run)
    case .finished(let run, _, let outcome, _):
      runningRuns.remove(run)
      ended[outcome.kind, default: 0] += 1
    }
  }
}
