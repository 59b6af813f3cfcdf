import Foundation
import GRDB
import PisteCore
import PisteStore
import Testing

/// A store once written is read for ever.
@Suite struct FrozenStoreTests {
  /// Every schema ever shipped.
  static let versions = [1, 2]

  /// A copy of the frozen store of one schema.
  private func frozen(_ version: Int) throws -> StoreSandbox {
    let sandbox = try StoreSandbox()
    let frozen = try #require(
      Bundle.module.url(
        forResource: "v\(version)", withExtension: "sqlite", subdirectory: "Fixtures"))
    try FileManager.default.createDirectory(
      atPath: sandbox.location.directory, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: frozen, to: URL(fileURLWithPath: sandbox.location.databasePath))
    return sandbox
  }

  @Test func everySchemaShippedHasItsFrozenStore() {
    #expect(Schema.version == Self.versions.last)
  }

  @Test func aClosedStoreIsOneFileThatCanBeFrozen() throws {
    let maker = try StoreSandbox()
    let store = try maker.write()
    try FrozenStore.fill(store)
    let rows = try store.rows("SELECT * FROM run_view")
    try store.close()
    let copy = try StoreSandbox()
    try FileManager.default.createDirectory(
      atPath: copy.location.directory, withIntermediateDirectories: true)
    let made = URL(fileURLWithPath: maker.location.databasePath)
    try FileManager.default.copyItem(
      at: made, to: URL(fileURLWithPath: copy.location.databasePath))
    #expect(
      try RunStore.openForReading(copy.location).rows("SELECT * FROM run_view") == rows)
    // How the files in Fixtures are made; see the README there.
    if let target = ProcessInfo.processInfo.environment["PISTE_FREEZE_STORE"] {
      try Data(contentsOf: made).write(to: URL(fileURLWithPath: target))
    }
  }

  // Reading changes nothing: an old store in a folder that cannot be written is read, too.
  @Test(arguments: versions)
  func everySchemaIsReadWholeAsItIs(_ version: Int) throws {
    let sandbox = try frozen(version)
    let store = try RunStore.openForReading(sandbox.location)
    #expect(try store.rows("PRAGMA user_version") == ["\(version)"])
    try checkContent(of: store)
  }

  @Test(arguments: versions)
  func everySchemaIsReadWholeOnceItIsBroughtForward(_ version: Int) throws {
    let sandbox = try frozen(version)
    let store = try sandbox.write()
    #expect(try store.rows("PRAGMA user_version") == ["\(Schema.version)"])
    // With the writer's lock held nobody has the run that was under way.
    #expect(try store.status(7) == .queued)
    try checkContent(of: store, isTakenUp: true)
  }

  private func checkContent(of store: RunStore, isTakenUp: Bool = false) throws {
    let runs = try store.runs(of: "frozen")
    #expect(
      runs.map(\.status) == [
        .completed, .diverged, .stopped, .failed, .lost, .queued, isTakenUp ? .queued : .running,
        .queued,
      ])
    #expect(runs.map(\.attempts) == [2, 1, 1, 1, 1, 1, 1, 0])
    #expect(runs[1].outcome == Outcome(.diverged, epoch: 1, step: 7, reason: "loss is NaN"))
    #expect(runs[6].seed == .max)
    #expect(runs[7].level == nil)
    #expect(try store.experiment(named: "frozen").sourceText == "second\n")
    #expect(try store.environment(of: "frozen") == Sample.environment)
    #expect(
      try store.epochs(of: Sample.id(1)).last
        == Sample.report(2, loss: 0.125, accuracy: 0.875))
    #expect(try store.lastValues(of: "frozen", metric: Metric.trainLoss) == [1: 0.125])
    #expect(try store.experiments().map(\.name) == ["frozen"])
  }

  @Test func theFirstSchemaKeepsTheLogsLinesInTheReason() throws {
    let sandbox = try frozen(1)
    let store = try RunStore.openForReading(sandbox.location)
    let attempts = try store.attempts(of: Sample.id(1))
    #expect(attempts.map(\.reason) == ["signal 9\nlast line", nil])
    #expect(attempts.map(\.signal) == [nil, nil])
    #expect(try store.labels(of: .run(Sample.id(1))) == Labels())
    #expect(try store.experiments()[0].tags.isEmpty)
  }

  @Test func theSecondSchemaKnowsHowAttemptsEndedAndWhatIsPutOnRuns() throws {
    let sandbox = try frozen(2)
    let store = try RunStore.openForReading(sandbox.location)
    let attempts = try store.attempts(of: Sample.id(1))
    #expect(attempts.map(\.reason) == ["signal 9", nil])
    #expect(attempts.map(\.signal) == [9, nil])
    #expect(attempts.map(\.logTail) == ["last line", nil])
    #expect(
      try store.labels(of: .experiment("frozen"))
        == Labels(tags: ["kept", "of old", "third"], note: "Was it worth it?"))
    let runs = try store.runs(of: "frozen")
    #expect(runs[1].tags == ["odd"])
    #expect(runs[0].note == "two tries")
  }

  @Test(arguments: versions)
  func everySchemaReadsAsAStoreMadeNow(_ version: Int) throws {
    let sandbox = try frozen(version)
    let frozen = try RunStore.openForReading(sandbox.location)
    let fresh = try StoreSandbox()
    let made = try fresh.write()
    try FrozenStore.fill(made)
    for view in ["run_view", "metric_view"] {
      let sql = "SELECT * FROM \(view) ORDER BY 1, 2, 3, 4, 5"
      #expect(try frozen.rows(sql) == made.rows(sql))
    }
  }

  // The text of a schema once shipped is never edited, not even its comments: a file made by
  // this release must not differ from one made by the release that froze it.
  @Test(arguments: versions)
  func noSchemaShippedIsChanged(_ version: Int) throws {
    let sandbox = try frozen(version)
    let frozen = try RunStore.openForReading(sandbox.location)
    let made = try DatabaseQueue()
    try Schema.migrator.migrate(made, upTo: "v\(version)")
    let sql = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"
    #expect(try frozen.rows(sql) == made.read { try StoreSandbox.rows(sql, $0) })
  }

  @Test(arguments: versions)
  func everySchemaIsWrittenOn(_ version: Int) throws {
    let sandbox = try frozen(version)
    let store = try sandbox.write()
    #expect(try store.status(7) == .queued)
    try store.start(7, attempt: 2)
    try store.record([.workerEnded(Sample.id(7), attempt: 2, WorkerEnd(exitStatus: 0))])
    try store.finish(7, attempt: 2)
    #expect(try store.status(7) == .completed)
    try store.tag(.run(Sample.id(7)), adding: ["late"])
    #expect(try store.run(matching: Sample.id(7).hex).tags == ["late"])
  }

  // The fixture's own manifest has no tags, so the file's are put in behind its back.
  @Test func aStoreBroughtForwardHasItsFilesTags() throws {
    let sandbox = try frozen(1)
    let queue = try DatabaseQueue(path: sandbox.location.databasePath)
    try queue.write { db in
      try db.execute(
        sql: """
          UPDATE plan SET manifest = json_set(manifest, '$.tags',
            json(CASE ordinal WHEN 1 THEN '["old"]' ELSE '["b", "a", "a", ""]' END))
          """)
    }
    try queue.close()
    let store = try sandbox.write()
    #expect(try store.labels(of: .experiment("frozen")) == Labels(tags: ["a", "b"]))
  }
}
