import Foundation
import GRDB
import PisteCore
import PisteStore
import Testing

/// A store once written is read for ever.
@Suite struct FrozenStoreTests {
  private let sandbox: StoreSandbox

  init() throws {
    sandbox = try StoreSandbox()
    let frozen = try #require(
      Bundle.module.url(forResource: "v1", withExtension: "sqlite", subdirectory: "Fixtures"))
    try FileManager.default.createDirectory(
      atPath: sandbox.location.directory, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: frozen, to: URL(fileURLWithPath: sandbox.location.databasePath))
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

  @Test func theFirstSchemaIsReadWhole() throws {
    let store = try RunStore.openForReading(sandbox.location)
    #expect(try store.rows("PRAGMA user_version") == ["1"])
    let runs = try store.runs(of: "frozen")
    #expect(
      runs.map(\.status) == [
        .completed, .diverged, .stopped, .failed, .lost, .queued, .running, .queued,
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
    #expect(
      try store.attempts(of: Sample.id(1)).map(\.reason) == ["signal 9\nlast line", nil])
  }

  @Test func theFirstSchemaReadsAsAStoreMadeNow() throws {
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
  @Test func theFirstSchemaIsUnchanged() throws {
    let frozen = try RunStore.openForReading(sandbox.location)
    let fresh = try StoreSandbox()
    let made = try fresh.write()
    let sql = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"
    #expect(try frozen.rows(sql) == made.rows(sql))
  }

  @Test func theFirstSchemaIsWrittenOn() throws {
    let store = try sandbox.write()
    #expect(try store.status(7) == .queued)
    try store.start(7, attempt: 2)
    try store.finish(7, attempt: 2)
    #expect(try store.status(7) == .completed)
  }
}
