internal import GRDB
internal import PisteCore

extension RunStore {
  /// What a word on the command line means: an experiment's name, or the beginning of a run's id.
  ///
  /// A name goes first: a run whose id begins like one can be given with more digits.
  ///
  /// - Parameter word: The name or the digits.
  /// - Returns: What is meant.
  /// - Throws: ``StoreError`` with code `.ambiguous` and the candidates, `.noSuchRun` or
  ///   `.noSuchExperiment`.
  public func target(named word: String) throws -> LabelTarget {
    let isName = try read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT * FROM experiment WHERE name = ?)", arguments: [word])
    }
    if isName == true { return .experiment(word) }
    let isID = !word.isEmpty && word.lowercased().allSatisfy { "0123456789abcdef".contains($0) }
    do {
      return .run(try runID(matching: word))
    } catch let error as StoreError where error.code == .noSuchRun && !isID {
      throw try read { db in try Self.noSuchExperiment(word, db) }
    }
  }

  /// The tags and the note of an experiment or a run.
  ///
  /// - Parameter target: What bears them.
  /// - Returns: The labels, empty where there are none.
  /// - Throws: ``StoreError`` with code `.noSuchRun` or `.noSuchExperiment`.
  public func labels(of target: LabelTarget) throws -> Labels {
    try read { db in
      let (table, id) = try Self.row(of: target, db)
      return try Labels.of(table, id, db)
    }
  }

  /// Adds and removes tags; what is there already, or is not there, stays so.
  ///
  /// - Parameters:
  ///   - target: What is to bear the tags.
  ///   - adding: Words to add; not empty.
  ///   - removing: Words to take away.
  /// - Returns: The labels as they are afterwards.
  /// - Throws: ``StoreError`` with code `.noSuchRun`, `.noSuchExperiment`, `.readOnly` or `.full`.
  @discardableResult
  public func tag(
    _ target: LabelTarget, adding: [String] = [], removing: [String] = []
  ) throws -> Labels {
    try write { db in
      let (table, id) = try Self.row(of: target, db)
      for tag in adding {
        try db.execute(
          sql: "INSERT OR IGNORE INTO \(table)_tag (\(table), tag) VALUES (?, ?)",
          arguments: [id, tag])
      }
      for tag in removing {
        try db.execute(
          sql: "DELETE FROM \(table)_tag WHERE \(table) = ? AND tag = ?", arguments: [id, tag])
      }
      return try Labels.of(table, id, db)
    }
  }

  /// Puts a note in place of the one that was there.
  ///
  /// - Parameters:
  ///   - target: What is to bear the note.
  ///   - text: The note; nil or empty for none.
  /// - Throws: ``StoreError`` with code `.noSuchRun`, `.noSuchExperiment`, `.readOnly` or `.full`.
  public func note(on target: LabelTarget, _ text: String?) throws {
    let text = text?.isEmpty == true ? nil : text
    try write { db in
      let (table, id) = try Self.row(of: target, db)
      try db.execute(sql: "UPDATE \(table) SET note = ? WHERE id = ?", arguments: [text, id])
    }
  }

  private static func row(
    of target: LabelTarget, _ db: Database
  ) throws -> (Labels.Table, Int64) {
    switch target {
    case .run(let run): return (.run, try rowID(of: run, db))
    case .experiment(let name):
      let id = try Int64.fetchOne(
        db, sql: "SELECT id FROM experiment WHERE name = ?", arguments: [name])
      guard let id else { throw try noSuchExperiment(name, db) }
      return (.experiment, id)
    }
  }
}
