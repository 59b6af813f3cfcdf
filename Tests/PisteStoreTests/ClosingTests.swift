import Foundation
import GRDB
import PisteCore
import PisteStore
import Testing

/// What was recorded is in the one file when the writer is done, whoever reads meanwhile.
@Suite struct ClosingTests {
  private let sandbox: StoreSandbox

  init() throws { sandbox = try StoreSandbox() }

  private func logSize() throws -> Int {
    let log = sandbox.location.databasePath + "-wal"
    guard FileManager.default.fileExists(atPath: log) else { return 0 }
    return try Data(contentsOf: URL(fileURLWithPath: log)).count
  }

  private func runsInTheFileAlone() throws -> [String] {
    let copy = try sandbox.copyOfTheFileAlone()
    return try RunStore.openForReading(copy.location).rows("SELECT * FROM run_view")
  }

  @Test func aClosedStoreIsWholeWithoutItsLog() throws {
    let store = try sandbox.store((1...3).map { Sample.run($0) })
    let rows = try store.rows("SELECT * FROM run_view")
    try store.close()
    #expect(rows.count == 3)
    #expect(try logSize() == 0)
    #expect(try runsInTheFileAlone() == rows)
  }

  @Test func aReaderThatStaysOpenLeavesNothingInTheLog() throws {
    let store = try sandbox.store((1...3).map { Sample.run($0) })
    let rows = try store.rows("SELECT * FROM run_view")
    let reader = try RunStore.openForReading(sandbox.location)
    #expect(try reader.rows("SELECT * FROM run_view") == rows)
    try store.close()
    #expect(try logSize() == 0)
    #expect(try runsInTheFileAlone() == rows)
    #expect(try reader.rows("SELECT * FROM run_view") == rows)
  }

  @Test func aReaderInTheMiddleOfTheLatestStateIsNoHindrance() throws {
    let store = try sandbox.store((1...3).map { Sample.run($0) })
    let rows = try store.rows("SELECT * FROM run_view")
    let reader = try RunStore.openForReading(sandbox.location)
    try reader.read { db in
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM run") == 3)
      try store.close()
      #expect(try runsInTheFileAlone() == rows)
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM run") == 3)
    }
  }

  @Test func aReaderInTheMiddleOfAnOlderStateIsNoFailure() throws {
    let store = try sandbox.store([Sample.run(1)])
    try store.start(1)
    let reader = try RunStore.openForReading(sandbox.location)
    try reader.read { db in
      #expect(try String.fetchOne(db, sql: "SELECT status FROM run") == "running")
      // This the reader keeps from being folded in.
      try store.finish(1)
      try store.close()
      #expect(try String.fetchOne(db, sql: "SELECT status FROM run") == "running")
    }
    #expect(try RunStore.writer(of: sandbox.location) == nil)
    #expect(try reader.status(1) == .completed)
    // The next to close folds in what this one could not.
    try sandbox.write().close()
    #expect(try logSize() == 0)
    #expect(try runsInTheFileAlone().count == 1)
  }

  @Test func closingTwiceIsClosingOnce() throws {
    let first = try sandbox.write()
    try first.close()
    let second = try sandbox.write(purpose: "sweep second.yaml")
    try first.close()
    // The lock is another's by now, and so is its card.
    #expect(try RunStore.writer(of: sandbox.location)?.purpose == "sweep second.yaml")
    try second.close()
    let reader = try RunStore.openForReading(sandbox.location)
    try reader.close()
    try reader.close()
  }

  @Test func theLogOfALongSweepIsFoldedInOnTheWay() throws {
    let store = try sandbox.store([Sample.run(1)])
    #expect(try store.write { try Int.fetchOne($0, sql: "PRAGMA wal_autocheckpoint") } == 1000)
    try store.start(1)
    let step = Metric.trainLoss
    for epoch in 1...120 {
      var report = Sample.report(epoch)
      report.steps = (1...2000).map {
        StepReport(step: epoch * 2000 + $0, metrics: MetricValues([step: 1 / Double($0)]))
      }
      try store.record([.epoch(Sample.id(1), attempt: 1, report)])
    }
    let file = try Data(contentsOf: URL(fileURLWithPath: sandbox.location.databasePath))
    let pages = try #require(try store.read { try Int.fetchOne($0, sql: "PRAGMA page_count") })
    // Enough was written for the log to be folded in, and most of it is in the file.
    #expect(pages > 1000)
    #expect(file.count / 4096 > pages / 2)
    #expect(try logSize() < 2 * 1000 * 4096)
    try store.close()
  }
}
