private import Foundation
internal import GRDB

/// A store that is made whole before it gets its name.
///
/// SQLite takes several transactions to make one: the switch to WAL, GRDB's list of migrations,
/// the schema. A process may die, or the disk be full, between any two of them. So the file is
/// made under another name in the same folder and renamed: a store is there whole or not at all.
/// Only the holder of the writer's lock makes one.
enum NewStore {
  /// The name of the file while it is made.
  static func temporaryPath(of path: String) -> String { path + ".new" }

  /// Removes what a maker left that did not come to its end.
  ///
  /// - Throws: ``StoreError`` as `errno` tells.
  static func removeLeftovers(of path: String) throws {
    try remove(temporaryPath(of: path))
    try removeLogs(of: temporaryPath(of: path))
  }

  /// Makes an empty store where there is no file, or an empty one.
  ///
  /// - Throws: `DatabaseError`, or ``StoreError`` as `errno` tells.
  static func make(_ path: String, configuration: Configuration) throws {
    try removeLeftovers(of: path)
    do {
      let temporary = temporaryPath(of: path)
      try build(temporary, configuration: configuration)
      try synchronize(temporary)
      // The logs of a database that is gone would be replayed into the new one.
      try removeLogs(of: path)
      guard rename(temporary, path) == 0 else {
        throw StoreError(errno: errno, "name", path: path)
      }
      try synchronize(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    } catch {
      // What cannot be removed now is removed by the next writer; the cause is what to tell.
      try? removeLeftovers(of: path)
      throw error
    }
  }

  private static func build(_ path: String, configuration: Configuration) throws {
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try Schema.migrator.migrate(queue)
    try queue.writeWithoutTransaction { db in
      _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
      // Closing folds the log in too, but tells of no failure.
      _ = try db.checkpoint(.truncate)
    }
    try queue.close()
  }

  private static func synchronize(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreError(errno: errno, "open", path: path) }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else { throw StoreError(errno: errno, "synchronize", path: path) }
  }

  private static func removeLogs(of path: String) throws {
    for suffix in ["-journal", "-wal", "-shm"] { try remove(path + suffix) }
  }

  private static func remove(_ path: String) throws {
    guard unlink(path) != 0, errno != ENOENT else { return }
    throw StoreError(errno: errno, "remove", path: path)
  }
}
