internal import GRDB
public import PisteCore

/// What deleting would take away.
public struct Deletion: Hashable, Sendable {
  /// Experiments, with their plans and sweeps.
  public var experiments: [String]
  /// Runs, with their attempts, values, tags and places in plans.
  public var runs: [RunID]
  /// Runs of those experiments that stay, since another experiment has them.
  public var shared: Int

  /// Creates a deletion.
  public init(experiments: [String] = [], runs: [RunID] = [], shared: Int = 0) {
    self.experiments = experiments
    self.runs = runs
    self.shared = shared
  }
}

extension RunStore {
  /// What deleting experiments and runs would take away.
  ///
  /// A run that another experiment has, in whichever plan, stays unless it is named itself or all
  /// of those experiments are.
  ///
  /// - Parameter targets: Experiments and runs.
  /// - Returns: All that would go.
  /// - Throws: ``StoreError`` with code `.noSuchExperiment` or `.noSuchRun`.
  public func deletion(of targets: [LabelTarget]) throws -> Deletion {
    try read { db in
      var experiments: [String] = []
      var runs: Set<RunID> = []
      for target in targets {
        switch target {
        case .experiment(let name):
          _ = try Self.plan(of: name, db)
          if !experiments.contains(name) { experiments.append(name) }
        case .run(let run):
          _ = try Self.rowID(of: run, db)
          runs.insert(run)
        }
      }
      var deletion = Deletion(experiments: experiments)
      let marks = databaseQuestionMarks(count: experiments.count)
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT run.hex, EXISTS (
            SELECT * FROM member AS place JOIN plan ON plan.id = place.plan
            JOIN experiment ON experiment.id = plan.experiment
            WHERE place.run = run.id AND experiment.name NOT IN (\(marks)))
          FROM run WHERE id IN (
            SELECT member.run FROM member JOIN plan ON plan.id = member.plan
            JOIN experiment ON experiment.id = plan.experiment
            WHERE experiment.name IN (\(marks)))
          """, arguments: StatementArguments(experiments + experiments))
      while let row = try rows.next() {
        let run = RunID(hex: row[0])
        if row[1], !runs.contains(run) { deletion.shared += 1 } else { runs.insert(run) }
      }
      deletion.runs = runs.sorted()
      return deletion
    }
  }

  /// The runs that no experiment's latest plan has.
  ///
  /// - Returns: Their ids.
  /// - Throws: ``StoreError`` with code `.io`.
  public func orphans() throws -> [RunID] {
    try read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT hex FROM run WHERE id NOT IN (
            SELECT run FROM member WHERE plan IN (\(Self.latestPlans))) ORDER BY hex
          """
      ).map(RunID.init(hex:))
    }
  }

  /// Takes the rows away in one transaction; files are the caller's.
  ///
  /// The database file keeps its size until ``compact()``.
  ///
  /// - Parameter deletion: What is to go.
  /// - Throws: ``StoreError`` with code `.readOnly`, `.full` or `.io`.
  public func delete(_ deletion: Deletion) throws {
    try write { db in
      try db.execute(sql: "CREATE TEMP TABLE doomed (id INTEGER PRIMARY KEY)")
      let doom = try db.makeStatement(
        sql: "INSERT INTO doomed SELECT id FROM run WHERE hex = ?")
      for run in deletion.runs { try doom.execute(arguments: [run.hex]) }
      try db.execute(sql: "DELETE FROM member WHERE run IN doomed")
      for name in deletion.experiments {
        try db.execute(sql: "DELETE FROM experiment WHERE name = ?", arguments: [name])
      }
      try db.execute(sql: "DELETE FROM run WHERE id IN doomed")
      try db.execute(sql: "DROP TABLE doomed")
    }
  }

  /// Every run, with where it stands.
  ///
  /// - Returns: The statuses by id.
  /// - Throws: ``StoreError`` with code `.corrupt` or `.io`.
  public func statuses() throws -> [RunID: RunStatus] {
    try read { db in
      var statuses: [RunID: RunStatus] = [:]
      let rows = try Row.fetchCursor(db, sql: "SELECT hex, status FROM run")
      while let row = try rows.next() {
        statuses[RunID(hex: row[0])] = try RunStatus(stored: row[1])
      }
      return statuses
    }
  }

  /// The digests of the data that runs were planned on.
  ///
  /// - Parameter gone: Runs that do not count.
  /// - Returns: Each digest once.
  /// - Throws: ``StoreError`` with code `.io`.
  public func dataDigests(without gone: Set<RunID> = []) throws -> Set<String> {
    try read { db in
      var digests: Set<String> = []
      let rows = try Row.fetchCursor(db, sql: "SELECT hex, data_digest FROM run")
      while let row = try rows.next() {
        if !gone.contains(RunID(hex: row[0])) { digests.insert(row[1]) }
      }
      return digests
    }
  }

  /// About how many bytes of the database some runs take, with the pages that are free already.
  ///
  /// - Parameter runs: The runs' ids.
  /// - Returns: An estimate, by the number of values.
  /// - Throws: ``StoreError`` with code `.io`.
  public func estimatedBytes(of runs: [RunID]) throws -> Int {
    try read { db in
      let pragma = { (name: String) in try Int.fetchOne(db, sql: "PRAGMA \(name)") ?? 0 }
      let (pages, free) = (try pragma("page_count"), try pragma("freelist_count"))
      let size = try pragma("page_size")
      let count = try db.makeStatement(
        sql: """
          SELECT (SELECT count(*) FROM epoch_value WHERE run = run.id)
            + (SELECT count(*) FROM step_value WHERE run = run.id)
          FROM run WHERE hex = ?
          """)
      var values = 0
      for run in runs { values += try Int.fetchOne(count, arguments: [run.hex]) ?? 0 }
      let all =
        try Int.fetchOne(
          db,
          sql: "SELECT (SELECT count(*) FROM epoch_value) + (SELECT count(*) FROM step_value)") ?? 0
      let share = all > 0 ? Double(values) / Double(all) : 0
      return (free + Int(share * Double(pages - free))) * size
    }
  }

  /// Gives the room of what was deleted back to the disk.
  ///
  /// The file is written anew, which takes as much room again until it is done.
  ///
  /// - Throws: ``StoreError`` with code `.readOnly`, `.full` or `.io`.
  public func compact() throws { try vacuum() }
}
