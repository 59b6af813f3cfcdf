internal import GRDB
public import PisteCore

/// What people put on experiments and runs to find them again: it changes no result.
public struct Labels: Hashable, Sendable, Codable {
  /// Words, in alphabetical order.
  public var tags: [String]
  /// Free text; nil for none.
  public var note: String?

  /// Creates labels.
  public init(tags: [String] = [], note: String? = nil) {
    self.tags = tags
    self.note = note
  }
}

/// What labels can be put on.
public enum LabelTarget: Hashable, Sendable {
  /// The experiment of this name.
  case experiment(String)
  /// The run of this id.
  case run(RunID)
}

extension LabelTarget: CustomStringConvertible {
  /// The target as a sentence names it.
  public var description: String {
    switch self {
    case .experiment(let name): "experiment \(name)"
    case .run(let run): "run \(run.short)"
    }
  }
}

extension Labels {
  /// The two tables whose rows bear labels.
  enum Table: String {
    case experiment
    case run
  }

  /// Whether the store's schema knows labels; a store of the first that nobody has written since
  /// has none.
  static func exist(_ db: Database) throws -> Bool {
    try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 >= 2
  }

  /// All tags by the number of what bears them, in alphabetical order.
  static func tags(_ table: Table, _ db: Database) throws -> [Int64: [String]] {
    guard try exist(db) else { return [:] }
    var tags: [Int64: [String]] = [:]
    let rows = try Row.fetchCursor(
      db, sql: "SELECT \(table), tag FROM \(table)_tag ORDER BY tag")
    while let row = try rows.next() { tags[row[0], default: []].append(row[1]) }
    return tags
  }

  /// The column of notes, as a query names it.
  static func note(_ table: Table, _ db: Database) throws -> String {
    try exist(db) ? "\(table).note" : "NULL"
  }

  /// The labels of one row.
  static func of(_ table: Table, _ id: Int64, _ db: Database) throws -> Labels {
    guard try exist(db) else { return Labels() }
    return Labels(
      tags: try String.fetchAll(
        db, sql: "SELECT tag FROM \(table)_tag WHERE \(table) = ? ORDER BY tag",
        arguments: [id]),
      note: try String.fetchOne(
        db, sql: "SELECT note FROM \(table) WHERE id = ?", arguments: [id]))
  }
}
