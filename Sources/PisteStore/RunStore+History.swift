private import GRDB

/// How long an epoch took of the runs that differ in nothing but seed, epochs and checkpoints.
public struct RunPace: Hashable, Sendable {
  /// What the runs' settings have in common, as nested JSON with sorted keys.
  public var settingsJSON: String
  /// Seconds of wall time an epoch that was planned, in the mean of the runs.
  public var secondsPerEpoch: Double
  /// How many runs there were.
  public var runs: Int

  /// Creates a pace.
  public init(settingsJSON: String, secondsPerEpoch: Double, runs: Int) {
    self.settingsJSON = settingsJSON
    self.secondsPerEpoch = secondsPerEpoch
    self.runs = runs
  }
}

extension RunStore {
  /// How long the runs took that have a result, whichever experiments and plans have them.
  ///
  /// - Returns: The paces in the order of their settings' text.
  /// - Throws: ``StoreError`` with code `.io`.
  public func paces() throws -> [RunPace] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT json_remove(settings, '$.epochs', '$.checkpoint') AS key,
            avg(seconds / max(1, coalesce(json_extract(settings, '$.epochs'), 1))), count(*)
          FROM run
          WHERE status IN ('completed', 'stopped', 'diverged') AND seconds IS NOT NULL
          GROUP BY key ORDER BY key
          """
      ).map { RunPace(settingsJSON: $0[0], secondsPerEpoch: $0[1], runs: $0[2]) }
    }
  }
}
