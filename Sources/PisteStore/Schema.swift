package import GRDB

/// The tables' versions: what a file says of itself, and how an older one is brought forward.
package enum Schema {
  /// Marks the file as a store: "Pist" in ASCII, in the database header.
  static let applicationID = 0x5069_7374

  /// The newest version that this release reads and writes.
  package static let version = 2

  /// Brings any older store to ``version``; a version once shipped is never edited again.
  package static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { db in
      try db.execute(sql: SchemaV1.tables)
      try db.execute(sql: SchemaV1.guards)
      try db.execute(sql: SchemaV1.views)
      try stamp(db, version: 1)
    }
    migrator.registerMigration("v2") { db in
      try db.execute(sql: SchemaV2.changes)
      try stamp(db, version: 2)
    }
    return migrator
  }

  private static func stamp(_ db: Database, version: Int) throws {
    try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    try db.execute(sql: "PRAGMA user_version = \(version)")
  }

  /// What kind of file this is.
  enum Content: Equatable {
    /// Nothing yet, or a store whose making broke off before its schema was there.
    case empty
    /// A store of a version that can be opened.
    case store(version: Int)
  }

  /// Reads what the file says of itself.
  ///
  /// - Throws: ``StoreError`` with code `.newerSchema`, or `.cannotOpen` for another
  ///   program's database.
  static func content(_ db: Database, path: String) throws -> Content {
    let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard application == applicationID else {
      if application == 0, version == 0, try isEmpty(db) { return .empty }
      throw StoreError(
        .cannotOpen, "\(path) is the database of another program",
        hint: "name another folder with --store", path: path)
    }
    guard version <= Self.version else {
      throw StoreError(
        .newerSchema,
        "\(path) was written by a newer Piste: its schema is \(version), "
          + "the newest known here is \(Self.version)",
        hint: "use that newer Piste, or name another store with --store", path: path,
        foundVersion: version, supportedVersion: Self.version)
    }
    return .store(version: version)
  }

  /// Whether there is nothing but what GRDB keeps for itself, and no migration done.
  ///
  /// The list of migrations is committed before the first of them is.
  private static func isEmpty(_ db: Database) throws -> Bool {
    let others = try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM sqlite_schema
        WHERE tbl_name NOT IN ('grdb_migrations', 'grdb_issue_102')
        """)
    guard others == 0 else { return false }
    guard try db.tableExists("grdb_migrations") else { return true }
    return try Int.fetchOne(db, sql: "SELECT count(*) FROM grdb_migrations") == 0
  }
}
