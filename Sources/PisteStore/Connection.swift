private import Foundation
internal import GRDB

/// How the database is opened: the settings every connection has.
enum Connection {
  /// Seconds that a connection waits for another's lock before it gives up.
  static let patience = 10.0

  private static func configuration(readOnly: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.label = "PisteStore"
    configuration.readonly = readOnly
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(patience)
    return configuration
  }

  /// Opens for writing, in WAL and with full synchronization.
  ///
  /// - Throws: `DatabaseError`, or ``StoreError`` for a file that is not to be touched.
  static func writing(_ path: String) throws -> DatabasePool {
    // Looked at before anything changes: opening a pool turns any database to WAL.
    if FileManager.default.fileExists(atPath: path) {
      let glance = try DatabaseQueue(path: path, configuration: configuration(readOnly: true))
      _ = try glance.read { try Schema.content($0, path: path) }
      try glance.close()
    }
    let pool = try DatabasePool(path: path, configuration: configuration(readOnly: false))
    try pool.writeWithoutTransaction { db in
      // The pool sets NORMAL, under which a loss of power loses commits already told of.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      // Some builds overwrite deleted pages with zeros, for which there is no need here.
      _ = try Int.fetchOne(db, sql: "PRAGMA secure_delete = OFF")
    }
    return pool
  }

  /// Opens for reading beside a writer that may come and go.
  ///
  /// - Throws: `DatabaseError`.
  static func reading(_ path: String) throws -> any DatabaseReader {
    try DatabasePool(path: path, configuration: configuration(readOnly: true))
  }

  /// Opens for reading where nothing can be written, not even the shared memory of WAL.
  ///
  /// Only sound while nobody writes: an immutable database is read without any lock.
  ///
  /// - Throws: `DatabaseError`, or ``StoreError`` with code `.cannotOpen` if there are commits
  ///   in the log that cannot be reached so.
  static func readingImmutable(_ path: String) throws -> any DatabaseReader {
    let log = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
    if let size = log?[.size] as? Int, size > 0 {
      throw StoreError(
        .cannotOpen, "\(path) has commits in its log, and its folder cannot be written",
        hint: "read it once as a user who may write there, or copy the folder", path: path)
    }
    let absolute = URL(fileURLWithPath: path).path
    var allowed = CharacterSet.urlPathAllowed
    allowed.remove(charactersIn: "?#%;")
    guard let escaped = absolute.addingPercentEncoding(withAllowedCharacters: allowed) else {
      throw StoreError(.cannotOpen, "\(path) is not a path", path: path)
    }
    return try DatabaseQueue(
      path: "file://\(escaped)?immutable=1", configuration: configuration(readOnly: true))
  }
}
