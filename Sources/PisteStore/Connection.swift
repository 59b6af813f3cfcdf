private import Foundation
internal import GRDB

/// How the database is opened: the settings every connection has.
enum Connection {
  /// Seconds that a connection waits for another's lock before it gives up.
  static let patience = 10.0

  /// Pages in the log, from which on a commit folds them into the file.
  private static let logPages = 1000

  /// Kilobytes of pages that a reader keeps.
  private static let readerCache = 65_536

  /// Bytes of the file that a reader maps into its memory instead of copying pages.
  ///
  /// Never a writer: where a disk fails under a mapping, the process dies of it.
  private static let readerMap = 1 << 40

  /// Milliseconds that a store about to be closed waits for readers.
  private static let closingPatience = 250

  private static func configuration(readOnly: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.label = "PisteStore"
    configuration.readonly = readOnly
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(patience)
    if readOnly {
      // Each run's last values lie on a page of their own: with the usual 2 MB the tree's inner pages
      // would be read again for every few of them.
      configuration.prepareDatabase { db in
        _ = try Int.fetchOne(db, sql: "PRAGMA cache_size = -\(Self.readerCache)")
        _ = try Int.fetchOne(db, sql: "PRAGMA mmap_size = \(Self.readerMap)")
      }
    }
    return configuration
  }

  /// The size of a file in bytes, or nil if there is none.
  ///
  /// - Throws: ``StoreError`` as `errno` tells, if that cannot be found out: a store must not be
  ///   taken for a missing one, for another would be put in its place.
  static func size(of path: String) throws -> Int? {
    var status = stat()
    if stat(path, &status) == 0 { return Int(status.st_size) }
    guard errno == ENOENT || errno == ENOTDIR else {
      throw StoreError(errno: errno, "examine", path: path)
    }
    return nil
  }

  /// Opens for writing, in WAL and with full synchronization; makes the store if there is none.
  ///
  /// Only for the holder of the writer's lock.
  ///
  /// - Throws: `DatabaseError`, or ``StoreError`` for a file that is not to be touched.
  static func writing(_ path: String) throws -> DatabasePool {
    try NewStore.removeLeftovers(of: path)
    // Looked at before anything changes: opening a pool turns any database to WAL.
    if let size = try size(of: path), size > 0 { _ = try content(path) }
    // Asked again: of a store whose making broke off at the very start nothing is left by now.
    if try size(of: path) ?? 0 == 0 {
      try NewStore.make(path, configuration: configuration(readOnly: false))
    }
    let pool = try DatabasePool(path: path, configuration: configuration(readOnly: false))
    try pool.writeWithoutTransaction { db in
      // The pool sets NORMAL, under which a loss of power loses commits already told of.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      // Some builds overwrite deleted pages with zeros, for which there is no need here.
      _ = try Int.fetchOne(db, sql: "PRAGMA secure_delete = OFF")
      // Some builds never fold the log into the file while it is open.
      _ = try Int.fetchOne(db, sql: "PRAGMA wal_autocheckpoint = \(logPages)")
    }
    // For a store of an older version, and for one whose making broke off.
    try Schema.migrator.migrate(pool)
    return pool
  }

  /// Opens for reading beside a writer that may come and go.
  ///
  /// - Throws: `DatabaseError`.
  static func reading(_ path: String) throws -> any DatabaseReader {
    try DatabasePool(path: path, configuration: configuration(readOnly: true))
  }

  /// What kind of file there is.
  ///
  /// A transaction that a dead process left in a journal is taken back first, which every
  /// program does that opens the database.
  ///
  /// - Throws: `DatabaseError`, or ``StoreError`` for a file that is not to be touched.
  static func content(_ path: String) throws -> Schema.Content {
    do {
      return try glance(path, readOnly: true)
    } catch let error as DatabaseError where isUnfinished(error) {
      return try glance(path, readOnly: false)
    }
  }

  /// Whether a database could not be read because a journal must be taken back by a writer.
  static func isUnfinished(_ error: DatabaseError) -> Bool {
    error.extendedResultCode == .SQLITE_READONLY_ROLLBACK
  }

  private static func glance(_ path: String, readOnly: Bool) throws -> Schema.Content {
    let queue = try DatabaseQueue(path: path, configuration: configuration(readOnly: readOnly))
    let content = try queue.read { try Schema.content($0, path: path) }
    try queue.close()
    return content
  }

  /// Folds the log into the file as far as readers elsewhere let it, and empties it if none is
  /// in the middle of a snapshot.
  ///
  /// - Throws: `DatabaseError`, but not for a reader that is busy.
  static func fold(_ pool: DatabasePool) throws {
    // Connections of this process hold up the emptying as others do.
    pool.releaseMemory()
    try pool.writeWithoutTransaction { db in
      _ = try Int.fetchOne(db, sql: "PRAGMA busy_timeout = \(closingPatience)")
      for mode in [Database.CheckpointMode.passive, .truncate] {
        do {
          _ = try db.checkpoint(mode)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
          // Nothing is lost: what a reader keeps in the log is read from there.
          continue
        }
      }
    }
  }

  /// Opens for reading where nothing can be written, not even the shared memory of WAL.
  ///
  /// Only sound while nobody writes: an immutable database is read without any lock.
  ///
  /// - Throws: `DatabaseError`, or ``StoreError`` with code `.cannotOpen` if there are commits
  ///   in the log that cannot be reached so, or a transaction that was broken off.
  static func readingImmutable(_ path: String) throws -> any DatabaseReader {
    if let size = try size(of: path + "-wal"), size > 0 {
      throw StoreError(
        .cannotOpen, "\(path) has commits in its log, and its folder cannot be written",
        hint: "read it once as a user who may write there, or copy the folder", path: path)
    }
    if let size = try size(of: path + "-journal"), size > 0 {
      throw StoreError(
        .cannotOpen,
        "\(path) was left in the middle of a write, and its folder cannot be written",
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
