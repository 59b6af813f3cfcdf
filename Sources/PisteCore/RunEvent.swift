/// What a finished run leaves behind besides its epochs.
public struct RunSummary: Hashable, Sendable, Codable {
  /// Hash of the initial weights, hexadecimal; equal for runs that started alike.
  public var weightsHash: String
  /// Hash of the batch order over all epochs trained, hexadecimal.
  public var orderHash: String
  /// Wall time of the whole run in seconds, evaluation included, data loading left out.
  ///
  /// Of attempts that were broken off it counts what the checkpoint saved.
  public var seconds: Double

  /// Creates a summary.
  public init(weightsHash: String, orderHash: String, seconds: Double) {
    self.weightsHash = weightsHash
    self.orderHash = orderHash
    self.seconds = seconds
  }
}

/// Something that happened to a run and is to be recorded.
///
/// Every event bears its attempt, so that a message of an attempt that has been superseded
/// can be told and left out.
public enum RunEvent: Hashable, Sendable {
  /// A worker took the run.
  case started(RunID, attempt: Int, worker: String, processID: Int32)
  /// Its training goes on behind an epoch that earlier attempts finished, 0 for none, and behind so
  /// many steps; what they measured beyond that epoch is void.
  case began(RunID, attempt: Int, afterEpoch: Int, step: Int)
  /// An epoch was trained and measured.
  case epoch(RunID, attempt: Int, EpochReport)
  /// The process that had the attempt is gone; what becomes of the attempt is the next event.
  case workerEnded(RunID, attempt: Int, WorkerEnd)
  /// The attempt's worker died: how, and the last lines of its log.
  case attemptLost(RunID, attempt: Int, reason: String)
  /// The run is to wait again, as after an interruption; no failure is counted.
  case requeued(RunID, attempt: Int)
  /// The run ended; the summary is there if a worker lived to give one.
  case finished(RunID, attempt: Int, Outcome, RunSummary?)

  /// The run that it happened to.
  public var run: RunID {
    switch self {
    case .started(let run, _, _, _), .began(let run, _, _, _), .epoch(let run, _, _),
      .workerEnded(let run, _, _), .attemptLost(let run, _, _), .requeued(let run, _),
      .finished(let run, _, _, _):
      run
    }
  }
}
