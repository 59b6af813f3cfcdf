private import GRDB
public import PisteCore

extension RunStore {
  /// Seconds an epoch took, in the mean, of the runs that have a result.
  ///
  /// - Returns: The seconds by what ``historyKey(of:)`` says of the runs' settings.
  /// - Throws: ``StoreError`` with code `.io`.
  public func secondsPerEpoch() throws -> [String: Double] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT json_remove(settings, '$.epochs', '$.checkpoint') AS key,
            avg(seconds / max(1, coalesce(json_extract(settings, '$.epochs'), 1)))
          FROM (SELECT DISTINCT run, status, settings, seconds FROM run_view)
          WHERE status IN ('completed', 'stopped', 'diverged') AND seconds IS NOT NULL
          GROUP BY key
          """)
      return Dictionary(rows.map { ($0[0] as String, $0[1] as Double) }) { first, _ in first }
    }
  }

  /// What runs have in common that take equally long an epoch: all settings but how many epochs and
  /// how often they are saved.
  ///
  /// - Parameter settings: The resolved settings.
  /// - Returns: Nested JSON with sorted keys.
  /// - Throws: `EncodingError` if they cannot be written as JSON.
  public static func historyKey(of settings: Settings) throws -> String {
    let kept = settings.values.filter { $0.key != "epochs" && !$0.key.hasPrefix("checkpoint.") }
    return try Settings(kept).json
  }
}
