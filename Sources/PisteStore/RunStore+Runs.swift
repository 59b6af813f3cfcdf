private import Foundation
internal import GRDB
public import PisteCore
private import PisteExperiments

extension RunStore {
  /// The runs of an experiment's latest plan, in the plan's order.
  ///
  /// Those of a long plan are read on all cores; beside a writer, each as it is when its turn comes.
  ///
  /// - Parameter experiment: The experiment's name.
  /// - Returns: One record a row of `run_view`.
  /// - Throws: ``StoreError`` with code `.noSuchExperiment`.
  public func runs(of experiment: String) throws -> [RunRecord] {
    try places(of: experiment) { db, plan, numbers in
      try Self.records(
        db,
        where: "member.plan = ? AND member.number BETWEEN ? AND ? ORDER BY member.number",
        arguments: [plan, numbers.lowerBound, numbers.upperBound])
    }
  }

  /// Places of a plan that a thread reads at a time.
  private static let pieceSize = 1024

  /// Reads the places of an experiment's latest plan, piece by piece on all cores.
  func places<Value: Sendable>(
    of experiment: String,
    _ body: @Sendable (Database, Int64, ClosedRange<Int>) throws -> [Value]
  ) throws -> [Value] {
    let (plan, last) = try read { db in
      let plan: Int64 = try Self.plan(of: experiment, db)["id"]
      let last = try Int.fetchOne(
        db, sql: "SELECT max(number) FROM member WHERE plan = ?", arguments: [plan])
      return (plan, last ?? 0)
    }
    let pieces = try ConcurrentPieces.map(last, size: Self.pieceSize) { places in
      try read { try body($0, plan, places.lowerBound + 1...places.upperBound) }
    }
    return Array(pieces.joined())
  }

  /// The run whose id begins so, at the place that it was given last.
  ///
  /// - Parameter prefix: The first digits of the id, or all.
  /// - Returns: The run, in the experiment that was planned last.
  /// - Throws: ``StoreError`` with code `.noSuchRun`, or `.ambiguous` with the candidates.
  public func run(matching prefix: String) throws -> RunRecord {
    try read { db in
      let run = try Self.runID(matching: prefix, db)
      let records = try Self.records(
        db, where: "run.hex = ? ORDER BY plan.id DESC, member.number LIMIT 1",
        arguments: [run.hex])
      guard let record = records.first else {
        throw Self.noSuchRun(prefix, because: "it belongs to no experiment any more")
      }
      return record
    }
  }

  /// The id that begins so.
  ///
  /// - Parameter prefix: The first digits of the id, or all.
  /// - Returns: The whole id.
  /// - Throws: ``StoreError`` with code `.noSuchRun`, or `.ambiguous` with the candidates.
  public func runID(matching prefix: String) throws -> RunID {
    try read { try Self.runID(matching: prefix, $0) }
  }

  private static func runID(matching prefix: String, _ db: Database) throws -> RunID {
    let digits = prefix.lowercased()
    guard !digits.isEmpty, digits.allSatisfy({ "0123456789abcdef".contains($0) }) else {
      throw noSuchRun(prefix, because: "an id has the digits 0-9 and a-f")
    }
    let found = try String.fetchAll(
      db, sql: "SELECT hex FROM run WHERE hex >= ? AND hex < ? ORDER BY hex LIMIT 9",
      arguments: [digits, digits + "g"])
    guard let hex = found.first else {
      throw noSuchRun(prefix, because: "piste list names the runs of the store")
    }
    guard found.count == 1 else { throw ambiguous(prefix, found.map(RunID.init(hex:))) }
    return RunID(hex: hex)
  }

  /// The names of the experiments whose latest plan has this run, in alphabetical order.
  ///
  /// - Parameter run: The run's id.
  /// - Returns: The names, empty for a run that is history or unknown.
  /// - Throws: ``StoreError`` with code `.io`.
  public func experiments(sharing run: RunID) throws -> [String] {
    try read { db in
      try String.fetchAll(
        db, sql: "SELECT DISTINCT experiment FROM run_view WHERE run = ? ORDER BY experiment",
        arguments: [run.hex])
    }
  }

  /// The runs that belong to the latest plan of any other experiment.
  ///
  /// - Parameter experiment: The experiment that does not count; it need not be in the store.
  /// - Returns: The runs' ids.
  /// - Throws: ``StoreError`` with code `.io`.
  public func runs(beside experiment: String) throws -> Set<RunID> {
    try read { db in
      Set(
        try String.fetchAll(
          db, sql: "SELECT DISTINCT run FROM run_view WHERE experiment <> ?",
          arguments: [experiment]
        ).map(RunID.init(hex:)))
    }
  }

  /// What workers tried, in order.
  ///
  /// - Parameter run: The run's id.
  /// - Returns: The attempts, empty for a run that never began.
  /// - Throws: ``StoreError`` with code `.noSuchRun`.
  public func attempts(of run: RunID) throws -> [AttemptRecord] {
    try read { db in
      let id = try Self.rowID(of: run, db)
      return try Row.fetchAll(
        db, sql: "SELECT * FROM attempt WHERE run = ? ORDER BY number", arguments: [id]
      ).map { row in
        // Columns that an older schema lacks are nil.
        let tail: String? = row["log_tail"]
        return AttemptRecord(
          number: row["number"], worker: row["worker"], processID: row["process"],
          startedAt: row["started_at"], endedAt: row["ended_at"],
          ending: (row["ending"] as String?).flatMap(AttemptEnding.init(rawValue:)),
          reason: Self.reason(row["reason"], without: tail), exitStatus: row["exit_status"],
          signal: row["signal"], logTail: tail)
      }
    }
  }

  /// The reason by itself, where the log's lines are kept beside it.
  private static func reason(_ text: String?, without tail: String?) -> String? {
    guard let text, let tail, text.hasSuffix("\n" + tail) else { return text }
    return String(text.dropLast(tail.count + 1))
  }

  /// The run's number inside the store.
  static func rowID(of run: RunID, _ db: Database) throws -> Int64 {
    guard let row = try RunRow.find(run, db) else {
      throw noSuchRun(run.short, because: "piste list names the runs of the store")
    }
    return row.id
  }

  private static func noSuchRun(_ id: String, because hint: String) -> StoreError {
    StoreError(.noSuchRun, "there is no run \(id) in the store", hint: hint)
  }

  private static func ambiguous(_ prefix: String, _ runs: [RunID]) -> StoreError {
    // Enough digits to tell the candidates from one another.
    let shared = runs.dropFirst().reduce(prefix.count) { longest, run in
      max(longest, run.hex.commonPrefix(with: runs[0].hex).count)
    }
    let shown = runs.prefix(8).map { String($0.hex.prefix(max(10, shared + 1))) }
    return StoreError(
      .ambiguous, "several runs begin with \(prefix)",
      hint: "give more digits: " + shown.joined(separator: ", ") + (runs.count > 8 ? ", …" : ""),
      candidates: Array(runs.prefix(8)))
  }

  private static func records(
    _ db: Database, where condition: String, arguments: StatementArguments
  ) throws -> [RunRecord] {
    let decoder = JSONDecoder()
    // Most runs of a plan end alike, and decoding is slow.
    var outcomes: [String: Outcome] = [:]
    let tags = try Labels.tags(.run, db)
    // The columns of `run_view`, without its limit to the latest plan.
    let cursor = try Row.fetchCursor(
      db,
      sql: """
        SELECT run.hex, experiment.name, member.number, stage, configuration, level, status,
          outcome, seed, settings,
          (SELECT count(*) FROM attempt WHERE attempt.run = run.id),
          started_at, finished_at, seconds, host, worker, code_version, data_digest, weights_hash,
          order_hash, run.id, \(try Labels.note(.run, db))
        FROM member JOIN run ON run.id = member.run JOIN plan ON plan.id = member.plan
        JOIN experiment ON experiment.id = plan.experiment
        WHERE \(condition)
        """, arguments: arguments)
    var records: [RunRecord] = []
    while let row = try cursor.next() {
      guard let stage = Stage(rawValue: row[3]) else {
        throw StoreError(.corrupt, "the store holds the unknown stage \(row[3] as String)")
      }
      let outcome = try (row[7] as String?).map { text in
        if let known = outcomes[text] { return known }
        let outcome = try decoder.decode(Outcome.self, from: Data(text.utf8))
        outcomes[text] = outcome
        return outcome
      }
      records.append(
        RunRecord(
          run: RunID(hex: row[0]), experiment: row[1], number: row[2], stage: stage,
          configuration: row[4], level: row[5], status: try RunStatus(stored: row[6]),
          outcome: outcome, seed: UInt64(bitPattern: row[8]), settingsJSON: row[9],
          attempts: row[10], startedAt: row[11], finishedAt: row[12], seconds: row[13],
          host: row[14], worker: row[15], codeVersion: row[16], dataDigest: row[17],
          weightsHash: row[18], orderHash: row[19], tags: tags[row[20]] ?? [], note: row[21]))
    }
    return records
  }
}
