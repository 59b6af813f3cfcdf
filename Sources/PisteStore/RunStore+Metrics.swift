internal import GRDB
public import PisteCore
public import PisteExperiments

extension RunStore {
  /// The epochs of a run, in order; a value that was not finite is NaN.
  ///
  /// - Parameter run: The run's id.
  /// - Returns: A report of each epoch, without its steps; see ``steps(of:)``.
  /// - Throws: ``StoreError`` with code `.noSuchRun`.
  public func epochs(of run: RunID) throws -> [EpochReport] {
    try numbered(
      "SELECT epoch, name, value FROM epoch_value JOIN metric ON metric.id = epoch_value.metric"
        + " WHERE run = ? ORDER BY epoch", of: run
    ).map { EpochReport(epoch: $0.number, metrics: $0.metrics) }
  }

  /// The logged steps of a run, in order; a value that was not finite is NaN.
  ///
  /// - Parameter run: The run's id.
  /// - Returns: A report of each step, empty if none was logged.
  /// - Throws: ``StoreError`` with code `.noSuchRun`.
  public func steps(of run: RunID) throws -> [StepReport] {
    try numbered(
      "SELECT step, name, value FROM step_value JOIN metric ON metric.id = step_value.metric"
        + " WHERE run = ? ORDER BY step", of: run
    ).map { StepReport(step: $0.number, metrics: $0.metrics) }
  }

  /// The values of a run that `sql` gives as number, metric and value, gathered by number.
  private func numbered(
    _ sql: String, of run: RunID
  ) throws -> [(number: Int, metrics: MetricValues)] {
    try read { db in
      var groups: [(number: Int, metrics: MetricValues)] = []
      let rows = try Row.fetchCursor(db, sql: sql, arguments: [try Self.rowID(of: run, db)])
      while let row = try rows.next() {
        let number: Int = row[0]
        if groups.last?.number != number { groups.append((number, MetricValues())) }
        groups[groups.count - 1].metrics[row[1]] = row[2] ?? .nan
      }
      return groups
    }
  }

  /// Where runs stand, and a metric's value at the epoch whose parameters each ended with.
  ///
  /// - Parameters:
  ///   - runs: The runs' ids; unknown ones are left out.
  ///   - metric: The metric's name.
  /// - Returns: The results by run, as choosing the best configuration wants them; a value that
  ///   was not finite is nil.
  /// - Throws: ``StoreError`` with code `.io`.
  public func results(of runs: [RunID], metric: String) throws -> [RunID: RunResult] {
    try read { db in
      // The last epoch is the run's, not the metric's: one not measured there has no value. Early
      // stopping may have restored an earlier one.
      let statement = try db.cachedStatement(
        sql: """
          SELECT status, (
            SELECT value FROM epoch_value WHERE run = run.id
            AND epoch = coalesce(
              json_extract(outcome, '$.best_epoch'),
              (SELECT max(epoch) FROM epoch_value WHERE run = run.id))
            AND metric = (SELECT id FROM metric WHERE name = ?)),
            json_extract(outcome, '$.cause')
          FROM run WHERE hex = ?
          """)
      var values: [RunID: RunResult] = [:]
      for run in runs where values[run] == nil {
        guard let row = try Row.fetchOne(statement, arguments: [metric, run.hex]) else { continue }
        let status = try RunStatus(stored: row[0])
        let isPatient = row[2] as String? == Outcome.Cause.patience.rawValue
        values[run] = RunResult(
          status: status, value: row[1],
          isWhole: status == .completed || (status == .stopped && isPatient))
      }
      return values
    }
  }

  /// A metric's value of each run of an experiment, at the epoch whose parameters the run ended with.
  ///
  /// As ``results(of:metric:)`` says, but for all runs at once, on all cores as ``runs(of:)``.
  ///
  /// - Parameters:
  ///   - experiment: The experiment's name.
  ///   - metric: The metric's name.
  /// - Returns: The values by the run's number in the plan, without those that are missing or were
  ///   not finite.
  /// - Throws: ``StoreError`` with code `.noSuchExperiment`.
  public func lastValues(of experiment: String, metric: String) throws -> [Int: Double] {
    let values = try places(of: experiment) { db, plan, numbers in
      // CROSS JOIN keeps the order of the tables: whatever else the planner might think of reads
      // all values.
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT member.number, last.value FROM member
          CROSS JOIN run ON run.id = member.run
          CROSS JOIN epoch_value AS last ON last.run = run.id
            AND last.epoch = coalesce(
              json_extract(run.outcome, '$.best_epoch'),
              (SELECT max(epoch) FROM epoch_value WHERE run = run.id))
            AND last.metric = (SELECT id FROM metric WHERE name = ?)
          WHERE member.plan = ? AND member.number BETWEEN ? AND ? AND last.value IS NOT NULL
          """, arguments: [metric, plan, numbers.lowerBound, numbers.upperBound])
      var values: [(number: Int, value: Double)] = []
      while let row = try rows.next() { values.append((row[0], row[1])) }
      return values
    }
    return Dictionary(values.map { ($0.number, $0.value) }) { first, _ in first }
  }

  /// The names of the metrics that any run has recorded, in alphabetical order.
  ///
  /// - Returns: The names.
  /// - Throws: ``StoreError`` with code `.io`.
  public func metricNames() throws -> [String] {
    try read { try String.fetchAll($0, sql: "SELECT name FROM metric ORDER BY name") }
  }

  /// Hands over every value of an experiment, one after another, in one snapshot.
  ///
  /// The order depends on nothing but the values: runs in the plan's order, then epochs, an
  /// epoch's own values before those of its steps, then steps, then metrics by name.
  ///
  /// - Parameters:
  ///   - experiment: The experiment's name.
  ///   - body: Called with each value; what it throws ends the reading and is passed on.
  /// - Throws: ``StoreError`` with code `.noSuchExperiment`, or what `body` throws.
  public func forEachValue(
    of experiment: String, _ body: (MetricRecord) throws -> Void
  ) throws {
    try read { db in
      let plan: Int64 = try Self.plan(of: experiment, db)["id"]
      let statement = try db.cachedStatement(
        sql: """
          SELECT epoch, NULL AS step, name, value FROM epoch_value
          JOIN metric ON metric.id = epoch_value.metric WHERE run = :run
          UNION ALL
          SELECT epoch, step, name, value FROM step_value
          JOIN metric ON metric.id = step_value.metric WHERE run = :run
          ORDER BY 1, 2, 3
          """)
      for run in try Self.runs(of: plan, db) {
        let rows = try Row.fetchCursor(statement, arguments: ["run": run.id])
        while let row = try rows.next() {
          try body(
            MetricRecord(
              run: RunID(hex: run.hex), number: run.number, epoch: row[0], step: row[1],
              metric: row[2], value: row[3]))
        }
      }
    }
  }

  /// A run's place in a plan.
  struct Place {
    /// The run's number inside the store.
    var id: Int64
    /// The run's id.
    var hex: String
    /// Its first place in the plan, from 1.
    var number: Int
  }

  /// The runs of a plan, each once, in its order.
  static func runs(of plan: Int64, _ db: Database) throws -> [Place] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT run.id, run.hex, min(member.number) AS first FROM member
        JOIN run ON run.id = member.run WHERE member.plan = ? GROUP BY run.id ORDER BY first
        """, arguments: [plan]
    ).map { Place(id: $0[0], hex: $0[1], number: $0[2]) }
  }
}
