internal import GRDB
public import PisteCore

extension RunStore {
  /// What a display must know of an experiment's latest plan, without reading all of it.
  ///
  /// - Parameter experiment: The experiment's name.
  /// - Returns: The outline.
  /// - Throws: ``StoreError`` with code `.noSuchExperiment`.
  public func outline(of experiment: String) throws -> PlanOutline {
    try read { db in
      let plan: Int64 = try Self.plan(of: experiment, db)["id"]
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT json_extract(manifest, '$.plannedRuns'),
            json_array_length(manifest, '$.seedsTune'),
            json_array_length(manifest, '$.seedsEvaluate')
          FROM plan WHERE id = ?
          """, arguments: [plan])
      let levels = try String.fetchAll(
        db,
        sql: "SELECT value FROM plan, json_each(plan.manifest, '$.levels') WHERE plan.id = ?",
        arguments: [plan])
      return PlanOutline(
        plan: plan, levels: levels, tuningSeeds: row?[1] ?? 0, evaluationSeeds: row?[2] ?? 0,
        plannedRuns: row?[0] ?? 0)
    }
  }

  /// The runs of an experiment's latest plan that have ended, in the order in which they did.
  ///
  /// - Parameters:
  ///   - experiment: The experiment's name.
  ///   - time: Only those that ended then or later, as ``StoreTime`` writes it; nil for all.
  /// - Returns: How each ended, with the plan's metric at the epoch whose parameters it ended with.
  /// - Throws: ``StoreError`` with code `.noSuchExperiment`.
  public func endings(of experiment: String, since time: String? = nil) throws -> [RunEnding] {
    try read { db in
      let plan = try Self.plan(of: experiment, db)
      return try Row.fetchAll(
        db,
        sql: """
          \(Self.endingColumns)
          WHERE member.plan = :plan AND run.finished_at >= :time
          ORDER BY run.finished_at, member.number
          """,
        arguments: [
          "metric": plan["metric"] as String, "plan": plan["id"] as Int64, "time": time ?? "",
        ]
      ).map(Self.ending)
    }
  }

  private static let endingColumns = """
    SELECT run.hex, member.stage, member.configuration, member.level, run.status,
      run.finished_at, json_extract(run.outcome, '$.reason'),
      json_extract(run.outcome, '$.cause'),
      (SELECT value FROM epoch_value WHERE run = run.id
       AND epoch = coalesce(
         json_extract(run.outcome, '$.best_epoch'),
         (SELECT max(epoch) FROM epoch_value WHERE run = run.id))
       AND metric = (SELECT id FROM metric WHERE name = :metric))
    FROM member JOIN run ON run.id = member.run
    """

  private static func ending(_ row: Row) throws -> RunEnding {
    let status = try RunStatus(stored: row[4])
    let isPatient = row[7] as String? == Outcome.Cause.patience.rawValue
    return RunEnding(
      run: RunID(hex: row[0]), stage: try stage(row[1]), configuration: row[2], level: row[3],
      status: status, finishedAt: row[5], reason: row[6],
      isWhole: status == .completed || (status == .stopped && isPatient), value: row[8])
  }

  /// How far the latest sweep of an experiment is.
  ///
  /// - Parameters:
  ///   - experiment: The experiment's name.
  ///   - time: When it began, as ``StoreTime`` writes it.
  /// - Returns: How many runs of the latest plan ended since, and the latest without a result.
  /// - Throws: ``StoreError`` with code `.noSuchExperiment`.
  public func tally(of experiment: String, since time: String) throws -> SweepTally {
    try read { db in
      let plan: Int64 = try Self.plan(of: experiment, db)["id"]
      let ended = try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM member JOIN run ON run.id = member.run
          WHERE member.plan = ? AND run.finished_at >= ?
          """, arguments: [plan, time])
      let failures = try Row.fetchAll(
        db,
        sql: """
          \(Self.endingColumns)
          WHERE member.plan = :plan AND run.status IN ('failed', 'lost')
          ORDER BY run.finished_at DESC, member.number DESC LIMIT \(Self.shownFailures)
          """, arguments: ["metric": "", "plan": plan]
      ).map(Self.ending)
      return SweepTally(ended: ended ?? 0, failures: failures.reversed())
    }
  }

  private static let shownFailures = 5

  /// The runs that workers have, in the order in which they began.
  ///
  /// - Parameter experiment: The experiment whose latest plan they must be in; nil for any.
  /// - Returns: How far each is, once for each experiment that it is in.
  /// - Throws: ``StoreError`` with code `.io`.
  public func runsUnderWay(in experiment: String? = nil) throws -> [RunUnderWay] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          WITH busy AS MATERIALIZED (SELECT * FROM run WHERE status = 'running')
          SELECT busy.hex, experiment.name, member.stage, member.configuration, member.level,
            busy.worker, busy.started_at, json_extract(busy.settings, '$.epochs'), last.epoch,
            (SELECT value FROM epoch_value WHERE run = busy.id AND epoch = last.epoch
             AND metric = (SELECT id FROM metric WHERE name = plan.metric))
          FROM (SELECT busy.id AS id,
              (SELECT max(epoch) FROM epoch_value WHERE run = busy.id) AS epoch FROM busy) AS last
          JOIN busy ON busy.id = last.id
          JOIN member ON member.run = busy.id
          JOIN plan ON plan.id = member.plan
          JOIN experiment ON experiment.id = plan.experiment
          WHERE plan.id IN (\(Self.latestPlans)) AND (:name IS NULL OR experiment.name = :name)
          GROUP BY busy.id, experiment.id ORDER BY busy.started_at, busy.hex, experiment.name
          """, arguments: ["name": experiment]
      ).map { row in
        RunUnderWay(
          run: RunID(hex: row[0]), experiment: row[1], stage: try Self.stage(row[2]),
          configuration: row[3], level: row[4], worker: row[5], startedAt: row[6], epochs: row[7],
          epoch: row[8] ?? 0, value: row[9])
      }
    }
  }

  /// The learning curve of one run in one metric, epochs in order; a value that was not finite is NaN.
  ///
  /// - Parameters:
  ///   - run: The run's id.
  ///   - metric: The metric's name.
  /// - Returns: The values by epoch.
  /// - Throws: ``StoreError`` with code `.noSuchRun`.
  public func curve(of run: RunID, metric: String) throws -> [(epoch: Int, value: Double)] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT epoch, value FROM epoch_value WHERE run = ?
          AND metric = (SELECT id FROM metric WHERE name = ?) ORDER BY epoch
          """, arguments: [try Self.rowID(of: run, db), metric]
      ).map { (epoch: $0[0], value: $0[1] ?? .nan) }
    }
  }

  private static func stage(_ word: String) throws -> Stage {
    guard let stage = Stage(rawValue: word) else {
      throw StoreError(.corrupt, "the store holds the unknown stage \(word)")
    }
    return stage
  }
}

/// The latest plan of an experiment in a few words.
public struct PlanOutline: Hashable, Sendable {
  /// The plan's number in the store: another one means another plan.
  public var plan: Int64
  /// The levels of the compared factor in grid order; empty where nothing is compared.
  public var levels: [String]
  /// How many seeds choose; 0 where there is one stage.
  public var tuningSeeds: Int
  /// How many seeds report.
  public var evaluationSeeds: Int
  /// The count of all runs, those included that wait for the tuning to choose them.
  public var plannedRuns: Int
}

/// How far the latest sweep of an experiment is.
public struct SweepTally: Hashable, Sendable {
  /// Runs that ended since it began.
  public var ended: Int
  /// The latest runs without a result, the last one last.
  public var failures: [RunEnding]
}

/// How a run ended, and its place in the experiment.
public struct RunEnding: Hashable, Sendable, Codable {
  /// The run's id.
  public var run: RunID
  /// Whether it chooses or reports.
  public var stage: Stage
  /// The id without the seed.
  public var configuration: String
  /// The level of the compared factor; nil where nothing is compared.
  public var level: String?
  /// How it ended.
  public var status: RunStatus
  /// When, UTC as ``StoreTime`` writes it.
  public var finishedAt: String
  /// Why; nil for a plain completion.
  public var reason: String?
  /// Whether it went as far as its settings let it go, so that its value counts.
  public var isWhole: Bool
  /// The metric at the epoch whose parameters it ended with; nil where it was not finite.
  public var value: Double?
}

/// A run that a worker has, and how far it is.
public struct RunUnderWay: Hashable, Sendable, Codable {
  /// The run's id.
  public var run: RunID
  /// The experiment.
  public var experiment: String
  /// Whether it chooses or reports.
  public var stage: Stage
  /// The id without the seed.
  public var configuration: String
  /// The level of the compared factor; nil where nothing is compared.
  public var level: String?
  /// The worker's name.
  public var worker: String?
  /// When the attempt began, UTC as ``StoreTime`` writes it.
  public var startedAt: String?
  /// The epochs it is to train; nil where its settings do not tell.
  public var epochs: Int?
  /// The latest epoch that is recorded; 0 before the first.
  public var epoch: Int
  /// The experiment's metric at that epoch; nil where there is none or it was not finite.
  public var value: Double?
}
