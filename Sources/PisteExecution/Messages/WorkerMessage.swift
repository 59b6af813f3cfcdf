public import PisteCore

/// What a worker says to its scheduler.
///
/// Every message about a run bears run and attempt, so that one of a superseded attempt can be
/// told and left out.
public enum WorkerMessage: Hashable, Sendable {
  /// The worker is up and waits for its first assignment.
  case ready(processID: Int32)
  /// The run is under way, and work was done on it; said about once a second.
  case heartbeat(run: RunID, attempt: Int)
  /// Training goes on behind an epoch that earlier attempts finished, 0 for none, and behind so many
  /// steps; said once, before the first epoch.
  case began(run: RunID, attempt: Int, afterEpoch: Int, step: Int)
  /// An epoch was trained and measured.
  case epoch(run: RunID, attempt: Int, EpochReport)
  /// The run was saved and laid aside, as it was asked for; nothing more comes of this attempt.
  case paused(run: RunID, attempt: Int)
  /// The run ended; no summary where it could not even begin, as when its data vanished.
  case finished(run: RunID, attempt: Int, Outcome, RunSummary?)

  /// The run and attempt it is about; nil for ``ready(processID:)``.
  public var attempt: (run: RunID, number: Int)? {
    switch self {
    case .ready: nil
    case .heartbeat(let run, let attempt): (run, attempt)
    case .began(let run, let attempt, _, _): (run, attempt)
    case .epoch(let run, let attempt, _): (run, attempt)
    case .paused(let run, let attempt): (run, attempt)
    case .finished(let run, let attempt, _, _): (run, attempt)
    }
  }
}

extension WorkerMessage: Codable {
  private enum Kind: String, Codable {
    case ready, heartbeat, began, epoch, paused, finished
  }

  private enum CodingKeys: String, CodingKey {
    case kind, run, attempt, step, report, outcome, summary
    case afterEpoch = "after_epoch"
    case processID = "process_id"
  }

  /// Reads an object whose `kind` names the message.
  ///
  /// - Throws: `DecodingError` for an unknown kind or a missing field.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let kind = try fields.decode(Kind.self, forKey: .kind)
    if kind == .ready {
      self = .ready(processID: try fields.decode(Int32.self, forKey: .processID))
      return
    }
    let run = try fields.decode(RunID.self, forKey: .run)
    let attempt = try fields.decode(Int.self, forKey: .attempt)
    switch kind {
    case .ready, .heartbeat:
      self = .heartbeat(run: run, attempt: attempt)
    case .began:
      self = .began(
        run: run, attempt: attempt, afterEpoch: try fields.decode(Int.self, forKey: .afterEpoch),
        step: try fields.decode(Int.self, forKey: .step))
    case .epoch:
      self = .epoch(
        run: run, attempt: attempt, try fields.decode(EpochReport.self, forKey: .report))
    case .paused:
      self = .paused(run: run, attempt: attempt)
    case .finished:
      self = .finished(
        run: run, attempt: attempt, try fields.decode(Outcome.self, forKey: .outcome),
        try fields.decodeIfPresent(RunSummary.self, forKey: .summary))
    }
  }

  /// Writes an object whose `kind` names the message.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    if let (run, number) = attempt {
      try fields.encode(run, forKey: .run)
      try fields.encode(number, forKey: .attempt)
    }
    switch self {
    case .ready(let processID):
      try fields.encode(Kind.ready, forKey: .kind)
      try fields.encode(processID, forKey: .processID)
    case .heartbeat:
      try fields.encode(Kind.heartbeat, forKey: .kind)
    case .began(_, _, let epoch, let step):
      try fields.encode(Kind.began, forKey: .kind)
      try fields.encode(epoch, forKey: .afterEpoch)
      try fields.encode(step, forKey: .step)
    case .epoch(_, _, let report):
      try fields.encode(Kind.epoch, forKey: .kind)
      try fields.encode(report, forKey: .report)
    case .paused:
      try fields.encode(Kind.paused, forKey: .kind)
    case .finished(_, _, let outcome, let summary):
      try fields.encode(Kind.finished, forKey: .kind)
      try fields.encode(outcome, forKey: .outcome)
      try fields.encodeIfPresent(summary, forKey: .summary)
    }
  }
}
