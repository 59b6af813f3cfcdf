private import Foundation
internal import GRDB
public import PisteCore

extension RunStore {
  /// The experiments, the most recently swept first.
  ///
  /// - Returns: A summary of each one's latest plan.
  /// - Throws: ``StoreError`` with code `.corrupt` or `.io`.
  public func experiments() throws -> [ExperimentSummary] {
    try read { db in
      var counts: [Int64: [RunStatus: Int]] = [:]
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT member.plan, run.status, count(*) FROM member JOIN run ON run.id = member.run
          WHERE member.plan IN (\(Self.latestPlans)) GROUP BY 1, 2
          """)
      while let row = try rows.next() {
        counts[row[0], default: [:]][try RunStatus(stored: row[1])] = row[2]
      }
      let tags = try Labels.tags(.experiment, db)
      return try Row.fetchAll(
        db,
        sql: """
          SELECT plan.id, experiment.id AS experiment, experiment.name, plan.description, plan.metric, plan.goal, plan.ordinal,
            \(try Labels.note(.experiment, db)) AS note,
            \(Self.swept) AS swept
          FROM plan JOIN experiment ON experiment.id = plan.experiment
          WHERE plan.id IN (\(Self.latestPlans)) ORDER BY swept DESC, plan.id DESC
          """
      ).map { row in
        ExperimentSummary(
          name: row["name"], description: row["description"],
          objective: try Self.objective(row), counts: counts[row["id"]] ?? [:],
          plans: row["ordinal"], lastSweep: row["swept"], tags: tags[row["experiment"]] ?? [],
          note: row["note"])
      }
    }
  }

  /// The experiments' names, the most recently swept first.
  ///
  /// - Returns: The names, without counting any run.
  /// - Throws: ``StoreError`` with code `.io`.
  public func experimentNames() throws -> [String] {
    try read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT experiment.name FROM plan JOIN experiment ON experiment.id = plan.experiment
          WHERE plan.id IN (\(Self.latestPlans)) ORDER BY \(Self.swept) DESC, plan.id DESC
          """)
    }
  }

  /// What an experiment's runs are chosen by.
  ///
  /// - Parameter experiment: The experiment's name.
  /// - Returns: The metric of its latest plan, and its direction.
  /// - Throws: ``StoreError`` with code `.noSuchExperiment`.
  public func objective(of experiment: String) throws -> Objective {
    try read { db in try Self.objective(try Self.plan(of: experiment, db)) }
  }

  /// When an experiment was swept last, as a query names it.
  private static let swept = """
    (SELECT max(sweep.started_at) FROM sweep JOIN plan AS any ON any.id = sweep.plan
      WHERE any.experiment = experiment.id)
    """

  /// What the latest plan of an experiment says.
  ///
  /// - Parameter name: The experiment's name.
  /// - Returns: The record that was enqueued.
  /// - Throws: ``StoreError`` with code `.noSuchExperiment`.
  public func experiment(named name: String) throws -> ExperimentRecord {
    try read { db in
      let plan = try Self.plan(of: name, db)
      return ExperimentRecord(
        name: name, description: plan["description"], objective: try Self.objective(plan),
        manifestJSON: plan["manifest"], sourceFile: plan["source_file"],
        sourceText: plan["source_text"],
        tags: try String.fetchAll(
          db,
          sql: """
            SELECT word.value FROM plan, json_each(plan.manifest, '$.tags') AS word
            WHERE plan.id = ? AND word.type = 'text' ORDER BY word.id
            """, arguments: [plan["id"] as Int64]))
    }
  }

  /// Where the latest sweep of an experiment was carried out.
  ///
  /// - Parameter experiment: The experiment's name.
  /// - Returns: The environment.
  /// - Throws: ``StoreError`` with code `.noSuchExperiment`.
  public func environment(of experiment: String) throws -> SweepEnvironment {
    try read { db in
      let text = try String.fetchOne(
        db,
        sql: """
          SELECT sweep.environment FROM sweep JOIN plan ON plan.id = sweep.plan
          JOIN experiment ON experiment.id = plan.experiment
          WHERE experiment.name = ? ORDER BY sweep.id DESC LIMIT 1
          """, arguments: [experiment])
      guard let text else { throw try Self.noSuchExperiment(experiment, db) }
      return try Self.decode(text)
    }
  }

  /// Where the runs of an experiment were really carried out, oldest sweep first.
  ///
  /// A run that was there already, from another sweep or another experiment, counts where it
  /// was done; so a sweep that found nothing to do is not among them.
  ///
  /// - Parameter experiment: The experiment's name.
  /// - Returns: The environments, empty if no run has begun.
  /// - Throws: ``StoreError`` with code `.noSuchExperiment`.
  public func environments(of experiment: String) throws -> [SweepEnvironment] {
    try read { db in
      let plan: Int64 = try Self.plan(of: experiment, db)["id"]
      return try String.fetchAll(
        db,
        sql: """
          SELECT environment FROM sweep WHERE id IN (
            SELECT attempt.sweep FROM member JOIN run ON run.id = member.run
            JOIN attempt ON attempt.run = run.id AND attempt.number = run.attempt
            WHERE member.plan = ?)
          ORDER BY id
          """, arguments: [plan]
      ).map(Self.decode)
    }
  }

  /// Where the latest attempt at a run was carried out.
  ///
  /// - Parameter run: The run's id.
  /// - Returns: The environment; nil if the run never began, or the sweep is no longer in the store.
  /// - Throws: ``StoreError`` with code `.noSuchRun`.
  public func environment(of run: RunID) throws -> SweepEnvironment? {
    try read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT environment FROM run
          JOIN attempt ON attempt.run = run.id AND attempt.number = run.attempt
          JOIN sweep ON sweep.id = attempt.sweep WHERE run.id = ?
          """, arguments: [try Self.rowID(of: run, db)]
      ).map(Self.decode)
    }
  }

  private static func decode<Value: Decodable>(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }

  static let latestPlans = """
    SELECT id FROM plan AS this WHERE ordinal =
      (SELECT max(ordinal) FROM plan AS other WHERE other.experiment = this.experiment)
    """

  private static func objective(_ row: Row) throws -> Objective {
    let word: String = row["goal"]
    guard let goal = Goal(rawValue: word) else {
      throw StoreError(.corrupt, "the store holds the unknown goal \(word)")
    }
    return Objective(name: row["metric"], goal: goal)
  }

  /// The latest plan of an experiment.
  static func plan(of experiment: String, _ db: Database) throws -> Row {
    let plan = try Row.fetchOne(
      db,
      sql: """
        SELECT plan.* FROM plan JOIN experiment ON experiment.id = plan.experiment
        WHERE experiment.name = ? ORDER BY ordinal DESC LIMIT 1
        """, arguments: [experiment])
    guard let plan else { throw try noSuchExperiment(experiment, db) }
    return plan
  }

  /// Says that there is no such experiment, and which one may have been meant.
  static func noSuchExperiment(_ name: String, _ db: Database) throws -> StoreError {
    let names = try String.fetchAll(db, sql: "SELECT name FROM experiment ORDER BY name")
    let hint: String
    if let near = NearestName.among(names, to: name) {
      hint = "did you mean \(near)?"
    } else if names.isEmpty {
      hint = "sweep an experiment first: piste sweep FILE"
    } else {
      hint = "there are " + names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
    }
    return StoreError(.noSuchExperiment, "there is no experiment \(name) in the store", hint: hint)
  }
}
