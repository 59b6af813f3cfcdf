internal import GRDB
internal import PisteCore
public import PisteExperiments

extension RunStore {
  /// Records a sweep's plan and finds out what is left to do.
  ///
  /// The plan becomes the experiment's latest, unless it says what the latest says already.
  /// Runs that the store does not hold are added. Calling it again changes nothing but the
  /// list of sweeps, which is what makes sweeping again resume.
  ///
  /// - Parameters:
  ///   - experiment: What the file said.
  ///   - runs: The runs known from the start; stages that follow come by
  ///     ``enqueueMore(_:of:retryFailed:)``.
  ///   - environment: Where the sweep is carried out.
  ///   - retryFailed: Whether failed runs are to be tried again.
  /// - Returns: The runs to carry out.
  /// - Throws: ``StoreError`` with code `.inconsistent` if a run stands twice in one stage or
  ///   two have one number, `.readOnly`, `.full` or `.io`.
  public func enqueue(
    experiment: ExperimentRecord, runs: [RunPlan], environment: SweepEnvironment,
    retryFailed: Bool
  ) throws -> Enqueued {
    try PlanWriter.check(runs)
    let now = now
    return try write { db in
      var writer = PlanWriter(db: db, now: now)
      let (plan, isNew) = try writer.plan(of: experiment, naming: runs)
      let sweep = try writer.addSweep(plan: plan, environment: environment)
      return try writer.takeUp(
        runs, plan: plan, sweep: sweep, isNewPlan: isNew, inPlace: !isNew,
        retryFailed: retryFailed)
    }
  }

  /// Adds runs to an experiment's latest plan, as the evaluation follows from the tuning.
  ///
  /// A run given with a number that another has takes its place.
  ///
  /// - Parameters:
  ///   - runs: The runs that follow.
  ///   - experiment: The experiment's name.
  ///   - retryFailed: Whether failed runs are to be tried again.
  /// - Returns: The runs to carry out, among those given.
  /// - Throws: ``StoreError`` with code `.noSuchExperiment` if nothing was enqueued before, or as
  ///   ``enqueue(experiment:runs:environment:retryFailed:)``.
  public func enqueueMore(
    _ runs: [RunPlan], of experiment: String, retryFailed: Bool
  ) throws -> Enqueued {
    try PlanWriter.check(runs)
    let now = now
    return try write { db in
      guard
        let latest = try Row.fetchOne(
          db,
          sql: """
            SELECT sweep.id AS sweep, plan.id AS plan FROM sweep
            JOIN plan ON plan.id = sweep.plan
            JOIN experiment ON experiment.id = plan.experiment
            WHERE experiment.name = ? ORDER BY plan.ordinal DESC, sweep.id DESC LIMIT 1
            """, arguments: [experiment])
      else { throw try Self.noSuchExperiment(experiment, db) }
      var writer = PlanWriter(db: db, now: now)
      return try writer.takeUp(
        runs, plan: latest["plan"], sweep: latest["sweep"], isNewPlan: false,
        inPlace: false, retryFailed: retryFailed)
    }
  }

  /// Queues every run again that is marked as running: its scheduler is dead.
  func takeUpAbandonedRuns() throws {
    let now = now
    try write { db in
      try db.execute(
        sql: """
          UPDATE attempt SET ended_at = ?, ending = 'abandoned'
          WHERE ending IS NULL AND run IN (SELECT id FROM run WHERE status = 'running')
          """, arguments: [now])
      try db.execute(sql: RunTransition.toQueued + " WHERE status = 'running'")
    }
  }
}

/// Statements that change where a run stands.
enum RunTransition {
  /// Back to the queue; what the last attempt was is kept in its own row.
  static let toQueued = """
    UPDATE run SET status = 'queued', outcome = NULL, started_at = NULL, finished_at = NULL,
      seconds = NULL, host = NULL, worker = NULL, code_version = NULL, weights_hash = NULL,
      order_hash = NULL
    """
}
