internal import GRDB
internal import PisteCore

/// Writes events inside one transaction.
///
/// `a` is the event's attempt, `c` the run's latest. Attempts are fencing tokens: what comes
/// with a < c is void, what comes with a = c counts while that attempt goes on, and a > c is
/// an attempt that the store has not heard of yet.
struct EventWriter {
  let db: Database
  let now: String
  private let sweep: Row?
  private var metrics: [String: Int64] = [:]

  init(db: Database, now: String) throws {
    self.db = db
    self.now = now
    // One process writes, so the latest sweep is the one that these events are of.
    sweep = try Row.fetchOne(
      db, sql: "SELECT id, host, code_version FROM sweep ORDER BY id DESC LIMIT 1")
  }

  /// Records one event, or leaves it out if its attempt is over.
  mutating func record(_ event: RunEvent) throws {
    switch event {
    case .started(let id, let attempt, let worker, let process):
      try start(id, run(id), attempt, worker: worker, process: process)
    case .began(let id, let attempt, let epoch, _):
      let run = try run(id)
      guard attempt <= run.attempt else { throw neverBegan(id, attempt, run) }
      guard attempt == run.attempt, run.status == .running else { return }
      try deleteValues(of: id, run, after: epoch)
    case .epoch(let id, let attempt, let report):
      let run = try run(id)
      guard attempt <= run.attempt else { throw neverBegan(id, attempt, run) }
      guard attempt == run.attempt, run.status == .running else { return }
      try write(report, run: run.id)
    case .workerEnded(let id, let attempt, let end):
      let run = try run(id)
      guard attempt <= run.attempt else { throw neverBegan(id, attempt, run) }
      guard attempt == run.attempt, run.status == .running else { return }
      try note(end, run)
    case .attemptLost(let id, let attempt, let reason):
      try lose(run(id), attempt, reason: reason)
    case .requeued(let id, let attempt):
      let run = try run(id)
      guard attempt == run.attempt, run.status == .running else { return }
      try end(run, .requeued, reason: nil)
      try queue(run)
    case .finished(let id, let attempt, let outcome, let summary):
      try finish(id, run(id), attempt, outcome, summary)
    }
  }

  private func run(_ id: RunID) throws -> RunRow {
    guard let run = try RunRow.find(id, db) else {
      throw StoreError(.noSuchRun, "run \(id.short) was never enqueued")
    }
    return run
  }

  private func neverBegan(_ id: RunID, _ attempt: Int, _ run: RunRow) -> StoreError {
    StoreError(
      .inconsistent,
      "run \(id.short): attempt \(attempt) never began, the latest is \(run.attempt)")
  }

  // MARK: Attempts

  private func start(
    _ id: RunID, _ run: RunRow, _ attempt: Int, worker: String, process: Int32
  ) throws {
    if attempt < run.attempt || (attempt == run.attempt && run.status != .queued) { return }
    guard attempt > run.attempt, run.status == .queued || run.status == .running else {
      throw StoreError(
        .inconsistent,
        "run \(id.short) is \(run.status.rawValue) after attempt \(run.attempt): "
          + "attempt \(attempt) cannot begin")
    }
    try end(run, .abandoned, reason: nil)
    try addAttempt(run, attempt, worker: worker, process: process)
    try db.cachedStatement(
      sql: """
        UPDATE run SET status = 'running', attempt = ?, started_at = ?, worker = ?, host = ?,
          code_version = ? WHERE id = ?
        """
    ).execute(arguments: [
      attempt, now, worker, sweep?["host"] as String?, sweep?["code_version"] as String?, run.id,
    ])
  }

  private func lose(_ run: RunRow, _ attempt: Int, reason: String) throws {
    if attempt > run.attempt, run.status == .queued || run.status == .running {
      // Its worker died before it could say that it had begun.
      try end(run, .abandoned, reason: nil)
      try addAttempt(run, attempt, worker: nil, process: nil)
      try db.cachedStatement(sql: "UPDATE run SET attempt = ? WHERE id = ?")
        .execute(arguments: [attempt, run.id])
    } else if attempt != run.attempt || run.status != .running {
      return
    }
    try end(run, .lost, reason: reason)
    try queue(run)
  }

  private func addAttempt(
    _ run: RunRow, _ attempt: Int, worker: String?, process: Int32?
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO attempt (run, number, sweep, worker, process, started_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [run.id, attempt, sweep?["id"] as Int64?, worker, process, now])
  }

  /// Keeps what the process left of the attempt that goes on.
  private func note(_ end: WorkerEnd, _ run: RunRow) throws {
    try db.cachedStatement(
      sql: """
        UPDATE attempt SET exit_status = ?, signal = ?, log_tail = ?
        WHERE run = ? AND ending IS NULL
        """
    ).execute(arguments: [end.exitStatus, end.signal, end.logTail, run.id])
  }

  /// Ends the attempt that goes on, if one does.
  private func end(_ run: RunRow, _ ending: AttemptEnding, reason: String?) throws {
    try db.cachedStatement(
      sql: """
        UPDATE attempt SET ended_at = ?, ending = ?, reason = ? WHERE run = ? AND ending IS NULL
        """
    ).execute(arguments: [now, ending.rawValue, reason, run.id])
  }

  private func queue(_ run: RunRow) throws {
    try db.cachedStatement(sql: RunTransition.toQueued + " WHERE id = ?")
      .execute(arguments: [run.id])
  }

  // MARK: Ends

  private func finish(
    _ id: RunID, _ run: RunRow, _ attempt: Int, _ outcome: Outcome, _ summary: RunSummary?
  ) throws {
    guard attempt >= run.attempt, run.status == .queued || run.status == .running else { return }
    // Without a worker a run can only be given up.
    let isGivenUp = outcome.kind == .failed || outcome.kind == .lost
    guard attempt == run.attempt || isGivenUp else { throw neverBegan(id, attempt, run) }
    // A result that comes after the attempt's worker was found dead is void.
    guard run.status == .running || isGivenUp else { return }
    if outcome.kind == .failed {
      try end(run, .lost, reason: outcome.reason ?? "the worker died")
    } else {
      try end(run, .finished, reason: outcome.reason)
    }
    try db.cachedStatement(
      sql: """
        UPDATE run SET status = ?, outcome = ?, finished_at = ?, seconds = ?, weights_hash = ?,
          order_hash = ? WHERE id = ?
        """
    ).execute(arguments: [
      RunStatus(outcome.kind).rawValue,
      String(decoding: try CanonicalJSON.encode(outcome), as: UTF8.self), now, summary?.seconds,
      summary?.weightsHash, summary?.orderHash, run.id,
    ])
  }

  // MARK: Values

  /// Deletes what earlier attempts wrote beyond the epoch from which this one goes on.
  private func deleteValues(of id: RunID, _ run: RunRow, after epoch: Int) throws {
    let kept = try run.recordedEpochs(db)
    guard kept >= epoch else {
      throw StoreError(
        .inconsistent,
        "run \(id.short) goes on after epoch \(epoch), but only \(kept) are recorded")
    }
    for table in ["epoch_value", "step_value"] {
      try db.cachedStatement(sql: "DELETE FROM \(table) WHERE run = ? AND epoch > ?")
        .execute(arguments: [run.id, epoch])
    }
  }

  private mutating func write(_ report: EpochReport, run: Int64) throws {
    // Told again by the same attempt, an epoch replaces what was told before, whole.
    let epoch = report.epoch
    try db.cachedStatement(sql: "DELETE FROM epoch_value WHERE run = ? AND epoch = ?")
      .execute(arguments: [run, epoch])
    let insert = try db.cachedStatement(
      sql: "INSERT INTO epoch_value (run, epoch, metric, value) VALUES (?, ?, ?, ?)")
    for (name, value) in report.metrics.values {
      try insert.execute(arguments: [run, epoch, metric(name), Self.finite(value)])
    }
    guard !report.steps.isEmpty else { return }
    let insertStep = try db.cachedStatement(
      sql: """
        INSERT INTO step_value (run, step, metric, epoch, value) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET epoch = excluded.epoch, value = excluded.value
        """)
    for step in report.steps {
      for (name, value) in step.metrics.values {
        try insertStep.execute(
          arguments: [run, step.step, metric(name), epoch, Self.finite(value)])
      }
    }
  }

  private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }

  private mutating func metric(_ name: String) throws -> Int64 {
    if let id = metrics[name] { return id }
    try db.cachedStatement(sql: "INSERT INTO metric (name) VALUES (?) ON CONFLICT DO NOTHING")
      .execute(arguments: [name])
    let find = try db.cachedStatement(sql: "SELECT id FROM metric WHERE name = ?")
    guard let id = try Int64.fetchOne(find, arguments: [name]) else {
      throw StoreError(.inconsistent, "the metric \(name) could not be added")
    }
    metrics[name] = id
    return id
  }
}
