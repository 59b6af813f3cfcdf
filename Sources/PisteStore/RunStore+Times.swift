internal import GRDB
public import PisteCore

/// How long a run of some settings took.
public struct RunTime: Hashable, Sendable {
  /// The resolved settings, as nested JSON with sorted keys.
  public var settingsJSON: String
  /// Wall time in seconds.
  public var seconds: Double

  /// Creates a time.
  public init(settingsJSON: String, seconds: Double) {
    self.settingsJSON = settingsJSON
    self.seconds = seconds
  }
}

extension RunStore {
  /// How long runs took that completed, the last ones first.
  ///
  /// - Parameter limit: The most runs.
  /// - Returns: The times, each run's once.
  /// - Throws: ``StoreError`` with code `.io`.
  public func times(limit: Int) throws -> [RunTime] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT settings, seconds FROM run_view
          WHERE status = 'completed' AND seconds IS NOT NULL
          GROUP BY run ORDER BY max(finished_at) DESC LIMIT ?
          """, arguments: [limit]
      ).map { RunTime(settingsJSON: $0[0], seconds: $0[1]) }
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
}
