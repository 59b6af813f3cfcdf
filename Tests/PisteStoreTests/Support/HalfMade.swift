import Foundation
import GRDB

/// What a process leaves of a store that dies while it makes one.
enum HalfMade: CaseIterable {
  /// The file is there and nothing is in it.
  case emptyFile
  /// A database in WAL without a table.
  case emptyDatabase
  /// The list of migrations, in the file.
  case migrationsInFile
  /// The list of migrations, still in the log.
  case migrationsInLog
  /// A transaction that was not committed, with the journal that takes it back.
  case hotJournal
  /// No store, but the file under the name that it is made under, with its logs.
  case leftovers

  private static let migrations = """
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)
    """

  /// Makes the files of such a store.
  func make(_ path: String) throws {
    switch self {
    case .emptyFile:
      try Data().write(to: URL(fileURLWithPath: path))
    case .emptyDatabase:
      try DatabasePool(path: path).close()
    case .migrationsInFile:
      let pool = try DatabasePool(path: path)
      try pool.write { try $0.execute(sql: Self.migrations) }
      try pool.close()
    case .migrationsInLog:
      let pool = try DatabasePool(path: path + ".open")
      try pool.write { try $0.execute(sql: Self.migrations) }
      try Self.copy(path + ".open", to: path)
      try pool.close()
    case .hotJournal:
      try Self.breakOff(path) { try $0.execute(sql: Self.migrations) }
    case .leftovers:
      for suffix in ["", "-journal", "-wal", "-shm"] {
        let file = URL(fileURLWithPath: path + ".new" + suffix)
        try Data(repeating: 0x2A, count: 5000).write(to: file)
      }
    }
  }

  /// Leaves a database in the middle of a transaction, part of which is in the file already.
  static func breakOff(_ path: String, _ body: (Database) throws -> Void) throws {
    if FileManager.default.fileExists(atPath: path) {
      try FileManager.default.moveItem(atPath: path, toPath: path + ".open")
    }
    let queue = try DatabaseQueue(path: path + ".open")
    try queue.writeWithoutTransaction { db in
      _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
      // With so small a cache pages go to the file before the commit, after their journal.
      try db.execute(sql: "PRAGMA cache_size = 2; BEGIN")
      try body(db)
      try db.execute(
        sql: """
          CREATE TABLE filler (bytes);
          INSERT INTO filler WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n
            WHERE i < 50) SELECT randomblob(2000) FROM n;
          """)
      try copy(path + ".open", to: path)
      try db.execute(sql: "ROLLBACK")
    }
    try queue.close()
  }

  /// Copies a database and its logs as they are.
  private static func copy(_ open: String, to path: String) throws {
    for suffix in ["", "-journal", "-wal"]
    where FileManager.default.fileExists(atPath: open + suffix) {
      try FileManager.default.copyItem(atPath: open + suffix, toPath: path + suffix)
    }
  }
}
