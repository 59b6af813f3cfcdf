import Foundation
import GRDB
import PisteCore
import PisteStore
import Testing

/// A store whose making was broken off, by a signal or a full disk, is no trouble to the next.
@Suite struct HalfMadeStoreTests {
  private let sandbox: StoreSandbox

  init() throws {
    sandbox = try StoreSandbox()
    try FileManager.default.createDirectory(
      atPath: sandbox.location.directory, withIntermediateDirectories: true)
  }

  @Test func aStoreJustOpenedIsWholeWithoutItsLog() throws {
    let store = try sandbox.write()
    let copy = try sandbox.copyOfTheFileAlone()
    #expect(try RunStore.openForReading(copy.location).experiments().isEmpty)
    #expect(try sandbox.files().allSatisfy { !$0.hasPrefix("store.sqlite.new") })
    try store.close()
  }

  @Test(arguments: HalfMade.allCases)
  func aHalfMadeStoreIsFinishedByTheNextWriter(_ state: HalfMade) throws {
    try state.make(sandbox.location.databasePath)
    let store = try sandbox.store([Sample.run(1)])
    try store.start(1)
    try store.close()
    #expect(try RunStore.openForReading(sandbox.location).status(1) == .running)
    #expect(try sandbox.files().allSatisfy { !$0.hasPrefix("store.sqlite.new") })
  }

  @Test(arguments: HalfMade.allCases)
  func aHalfMadeStoreIsNoStoreToReaders(_ state: HalfMade) throws {
    try state.make(sandbox.location.databasePath)
    let read = { storeError { _ = try RunStore.openForReading(sandbox.location) }?.code }
    #expect(read() == .notFound)
    // Nor does having been looked at keep the next writer from it.
    try sandbox.store([Sample.run(1)]).close()
    #expect(try RunStore.openForReading(sandbox.location).status(1) == .queued)
  }

  @Test func readersBesideTheMakingFindNoStoreOrAWholeOne() async throws {
    for _ in 1...10 {
      let round = try StoreSandbox()
      let maker = Task.detached { try round.write().close() }
      var codes: [StoreError.Code] = []
      var isMade = false
      while !isMade, codes.count < 100_000 {
        let error = storeError {
          let reader = try RunStore.openForReading(round.location)
          isMade = try reader.experiments().isEmpty
          try reader.close()
        }
        if let error { codes.append(error.code) }
        await Task.yield()
      }
      try await maker.value
      #expect(codes.allSatisfy { $0 == .notFound }, "\(codes)")
    }
  }

  @Test func theLogOfAStoreThatIsGoneIsNotReplayed() throws {
    let old = try sandbox.store([Sample.run(1)])
    let log = try Data(contentsOf: URL(fileURLWithPath: sandbox.location.databasePath + "-wal"))
    try old.close()
    try FileManager.default.removeItem(atPath: sandbox.location.databasePath)
    try log.write(to: URL(fileURLWithPath: sandbox.location.databasePath + "-wal"))
    let store = try sandbox.write()
    #expect(try store.experiments().isEmpty)
    #expect(try store.rows("PRAGMA integrity_check") == ["ok"])
  }

  // The list of migrations alone is what a half-made store has; a migration done is not its own.
  @Test func anotherProgramsMigrationsAreNotAHalfMadeStore() throws {
    try DatabaseQueue(path: sandbox.location.databasePath).write { db in
      try db.execute(
        sql: """
          CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
          INSERT INTO grdb_migrations VALUES ('v1');
          """)
    }
    #expect(storeError { _ = try sandbox.write() }?.code == .cannotOpen)
    let error = storeError { _ = try RunStore.openForReading(sandbox.location) }
    #expect(error?.code == .cannotOpen)
  }

  @Test func aBrokenOffWriteIsNotReadWhereNothingCanBeWritten() throws {
    try sandbox.store([Sample.run(1)]).close()
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: sandbox.location.databasePath + "-journal"))
    let error = storeError { _ = try RunStore.openImmutable(sandbox.location) }
    #expect(error?.code == .cannotOpen)
    #expect(error?.message.contains("in the middle of a write") == true)
  }

  // A store turned to another journal mode by hand, whose writer died.
  @Test func aWholeStoreWithABrokenOffWriteIsReadAsItWasBefore() throws {
    try sandbox.store([Sample.run(1)]).close()
    try HalfMade.breakOff(sandbox.location.databasePath) { db in
      try db.execute(sql: "UPDATE experiment SET name = 'other'")
    }
    let reader = try RunStore.openForReading(sandbox.location)
    #expect(try reader.experiments().map(\.name) == ["sample"])
  }
}
