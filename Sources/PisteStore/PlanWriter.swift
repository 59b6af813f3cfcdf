internal import GRDB
internal import PisteCore
internal import PisteExperiments

/// Writes plans, their runs and the sweeps that carry them out, inside one transaction.
struct PlanWriter {
  let db: Database
  let now: String

  private var settingsText: (of: Settings, text: String)?

  init(db: Database, now: String) {
    self.db = db
    self.now = now
  }

  /// Refuses runs that cannot be one plan.
  ///
  /// - Throws: ``StoreError`` with code `.inconsistent`.
  static func check(_ runs: [RunPlan]) throws {
    var numbers: [Int: RunPlan] = [:]
    var places: [[String]: RunPlan] = [:]
    for run in runs {
      if let other = numbers.updateValue(run, forKey: run.number) {
        throw StoreError(
          .inconsistent,
          "runs \(other.id.short) and \(run.id.short) both have number \(run.number) in the plan")
      }
      if let other = places.updateValue(run, forKey: [run.id.hex, run.stage.rawValue]) {
        throw StoreError(
          .inconsistent,
          "run \(run.id.short) stands twice in stage \(run.stage.rawValue), "
            + "as numbers \(other.number) and \(run.number)")
      }
    }
  }

  /// The experiment's latest plan if it says the same, else a new one.
  func plan(
    of experiment: ExperimentRecord, naming runs: [RunPlan]
  ) throws -> (id: Int64, isNew: Bool) {
    try db.execute(
      sql: "INSERT INTO experiment (name) VALUES (?) ON CONFLICT DO NOTHING",
      arguments: [experiment.name])
    let latest = try Row.fetchOne(
      db,
      sql: """
        SELECT plan.* FROM plan JOIN experiment ON experiment.id = plan.experiment
        WHERE experiment.name = ? ORDER BY ordinal DESC LIMIT 1
        """, arguments: [experiment.name])
    if let latest, Self.says(latest, experiment), try names(latest["id"], runs) {
      return (latest["id"], false)
    }
    let ordinal: Int = (latest?["ordinal"] ?? 0) + 1
    try db.execute(
      sql: """
        INSERT INTO plan (experiment, ordinal, created_at, description, metric, goal, manifest,
          source_file, source_text)
        SELECT id, ?, ?, ?, ?, ?, ?, ?, ? FROM experiment WHERE name = ?
        """,
      arguments: [
        ordinal, now, experiment.description, experiment.objective.name,
        experiment.objective.goal.rawValue, experiment.manifestJSON, experiment.sourceFile,
        experiment.sourceText, experiment.name,
      ])
    let plan = db.lastInsertedRowID
    try adoptTags(of: experiment, after: latest?["id"])
    return (plan, true)
  }

  /// Gives the experiment the file's tags, and takes those away that only its last file had.
  ///
  /// Between two plans the tags are the user's to change.
  private func adoptTags(of experiment: ExperimentRecord, after latest: Int64?) throws {
    let before = try String.fetchSet(
      db,
      sql: """
        SELECT word.value FROM plan, json_each(plan.manifest, '$.tags') AS word
        WHERE plan.id = ? AND word.type = 'text'
        """, arguments: [latest])
    let tags = Set(experiment.tags.filter { !$0.isEmpty })
    for tag in before.subtracting(tags) {
      try db.execute(
        sql: """
          DELETE FROM experiment_tag WHERE tag = ?
          AND experiment = (SELECT id FROM experiment WHERE name = ?)
          """, arguments: [tag, experiment.name])
    }
    for tag in tags.subtracting(before) {
      try db.execute(
        sql: """
          INSERT OR IGNORE INTO experiment_tag (experiment, tag)
          SELECT id, ? FROM experiment WHERE name = ?
          """, arguments: [tag, experiment.name])
    }
  }

  private static func says(_ plan: Row, _ experiment: ExperimentRecord) -> Bool {
    plan["description"] as String? == experiment.description
      && plan["metric"] as String == experiment.objective.name
      && plan["goal"] as String == experiment.objective.goal.rawValue
      && plan["manifest"] as String == experiment.manifestJSON
      && plan["source_file"] as String == experiment.sourceFile
      && plan["source_text"] as String == experiment.sourceText
  }

  /// Whether the plan has just these runs in the stages that they are of.
  private func names(_ plan: Int64, _ runs: [RunPlan]) throws -> Bool {
    let stages = Set(runs.map(\.stage.rawValue))
    var found: [Int: [String?]] = [:]
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT number, run.hex, stage, configuration, level FROM member
        JOIN run ON run.id = member.run WHERE plan = ?
        """, arguments: [plan])
    while let row = try rows.next() {
      guard stages.contains(row[2] as String) else { continue }
      found[row[0]] = [row[1], row[2], row[3], row[4]]
    }
    return found.count == runs.count
      && runs.allSatisfy {
        found[$0.number] == [$0.id.hex, $0.stage.rawValue, $0.configuration, $0.level]
      }
  }

  /// Records that a plan is being carried out.
  func addSweep(plan: Int64, environment: SweepEnvironment) throws -> Int64 {
    try db.execute(
      sql: """
        INSERT INTO sweep (plan, started_at, host, code_version, environment)
        VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        plan, now, environment.host, environment.codeVersion,
        String(decoding: try CanonicalJSON.encode(environment), as: UTF8.self),
      ])
    return db.lastInsertedRowID
  }

  /// Adds runs, with their places unless the plan has them, and sorts out what is left to do.
  mutating func takeUp(
    _ runs: [RunPlan], plan: Int64, sweep: Int64, isNewPlan: Bool, inPlace: Bool,
    retryFailed: Bool
  ) throws -> Enqueued {
    var result = Enqueued(
      sweep: sweep, isNewPlan: isNewPlan, toDo: [], attempts: [:], done: 0, failed: 0)
    var seen: Set<RunID> = []
    // Places that change hands are cleared first, so that runs may swap them.
    if !inPlace { try vacate(runs, plan: plan) }
    for run in runs {
      let row = try addIfMissing(run)
      if !inPlace { try place(run, id: row.id, plan: plan) }
      guard seen.insert(run.id).inserted else { continue }
      switch row.status {
      case .completed, .stopped, .diverged: result.done += 1
      case .failed where !retryFailed: result.failed += 1
      case .queued, .running, .lost, .failed:
        try queueAgain(row, settings: text(of: run.settings))
        result.toDo.append(run)
        result.attempts[run.id] = row.attempt + 1
        result.epochs[run.id] = row.attempt == 0 ? 0 : try row.recordedEpochs(db)
      }
    }
    return result
  }

  private mutating func text(of settings: Settings) throws -> String {
    // Replicates follow one another, so the last text is mostly the one wanted.
    if let settingsText, settingsText.of == settings { return settingsText.text }
    let text = try settings.json
    settingsText = (settings, text)
    return text
  }

  private mutating func addIfMissing(_ run: RunPlan) throws -> RunRow {
    if let row = try RunRow.find(run.id, db) { return row }
    try db.cachedStatement(
      sql: """
        INSERT INTO run (hex, seed, settings, data_digest, core_version) VALUES (?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      run.id.hex, Int64(bitPattern: run.seed), try text(of: run.settings), run.dataDigest,
      PisteVersion.core,
    ])
    return RunRow(id: db.lastInsertedRowID, status: .queued, attempt: 0)
  }

  private func vacate(_ runs: [RunPlan], plan: Int64) throws {
    let clear = try db.cachedStatement(sql: "DELETE FROM member WHERE plan = ? AND number = ?")
    let leave = try db.cachedStatement(
      sql: """
        DELETE FROM member WHERE plan = ? AND stage = ?
        AND run = (SELECT id FROM run WHERE hex = ?)
        """)
    for run in runs {
      try clear.execute(arguments: [plan, run.number])
      try leave.execute(arguments: [plan, run.stage.rawValue, run.id.hex])
    }
  }

  private func place(_ run: RunPlan, id: Int64, plan: Int64) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO member (plan, number, run, stage, configuration, level)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      plan, run.number, id, run.stage.rawValue, run.configuration, run.level,
    ])
  }

  private func queueAgain(_ row: RunRow, settings: String) throws {
    // What does not affect the result, as a path, may have changed since the run was planned.
    try db.cachedStatement(sql: "UPDATE run SET settings = ? WHERE id = ? AND settings <> ?")
      .execute(arguments: [settings, row.id, settings])
    guard row.status != .queued else { return }
    try db.cachedStatement(
      sql: """
        UPDATE attempt SET ended_at = ?, ending = 'abandoned' WHERE run = ? AND ending IS NULL
        """
    ).execute(arguments: [now, row.id])
    try db.cachedStatement(sql: RunTransition.toQueued + " WHERE id = ?")
      .execute(arguments: [row.id])
  }
}

/// What is asked of a run before something is done to it.
struct RunRow {
  /// The run's number inside the store.
  var id: Int64
  /// Where it stands.
  var status: RunStatus
  /// Its latest attempt, 0 before the first.
  var attempt: Int

  /// How many epochs are recorded from the first on without a gap.
  func recordedEpochs(_ db: Database) throws -> Int {
    let statement = try db.cachedStatement(
      sql: "SELECT count(DISTINCT epoch), max(epoch) FROM epoch_value WHERE run = ?")
    guard let row = try Row.fetchOne(statement, arguments: [id]) else { return 0 }
    let (count, last): (Int, Int) = (row[0], row[1] ?? 0)
    return count == last ? count : 0
  }

  /// The run of this id, or nil.
  static func find(_ run: RunID, _ db: Database) throws -> RunRow? {
    let statement = try db.cachedStatement(
      sql: "SELECT id, status, attempt FROM run WHERE hex = ?")
    guard let row = try Row.fetchOne(statement, arguments: [run.hex]) else { return nil }
    return RunRow(id: row[0], status: try RunStatus(stored: row[1]), attempt: row[2])
  }
}

extension RunStatus {
  /// Reads a word that the schema's CHECK let pass.
  init(stored word: String) throws {
    guard let status = RunStatus(rawValue: word) else {
      throw StoreError(.corrupt, "the store holds the unknown status \(word)")
    }
    self = status
  }
}
