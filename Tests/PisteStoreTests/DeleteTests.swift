import GRDB
import PisteCore
import PisteExperiments
import PisteStore
import Testing

@Suite struct DeleteTests {
  private let sandbox: StoreSandbox
  private let store: RunStore

  /// Experiment `one` has runs 1 and 2, before that also 5; `two` has 2 and 3, `three` 2 and 4.
  init() throws {
    sandbox = try StoreSandbox()
    store = try sandbox.store([Sample.run(1), Sample.run(5)], named: "one")
    try store.enqueue(Sample.experiment("one"), [Sample.run(1), Sample.run(2)])
    try store.enqueue(Sample.experiment("two"), [Sample.run(1, id: 2), Sample.run(2, id: 3)])
    try store.enqueue(Sample.experiment("three"), [Sample.run(1, id: 2), Sample.run(2, id: 4)])
    for run in 1...5 {
      try store.start(run)
      try store.record([.epoch(Sample.id(run), attempt: 1, Sample.report(1))])
      try store.finish(run)
      try store.tag(.run(Sample.id(run)), adding: ["tag"])
    }
  }

  private func delete(_ targets: LabelTarget...) throws -> Deletion {
    let deletion = try store.deletion(of: targets)
    try store.delete(deletion)
    return deletion
  }

  private func runs() throws -> [RunID] { try store.statuses().keys.sorted() }

  @Test func anExperimentTakesItsOwnRunsAlong() throws {
    let deletion = try delete(.experiment("one"))
    #expect(deletion.runs == [Sample.id(1), Sample.id(5)])
    #expect(deletion.shared == 1)
    #expect(try runs() == [2, 3, 4].map { Sample.id($0) })
    #expect(try store.experiments().map(\.name).sorted() == ["three", "two"])
    for table in ["attempt", "epoch_value", "run_tag", "member"] {
      let others = try store.rows(
        "SELECT count(*) FROM \(table) WHERE run NOT IN (SELECT id FROM run)")
      #expect(others == ["0"], "\(table)")
    }
    #expect(try store.rows("SELECT count(*) FROM plan") == ["2"])
  }

  @Test func aSharedRunGoesWithTheLastOfItsOwners() throws {
    #expect(try store.deletion(of: [.experiment("one"), .experiment("two")]).shared == 1)
    let all = try delete(.experiment("one"), .experiment("two"), .experiment("three"))
    #expect(all.shared == 0)
    #expect(try runs().isEmpty)
    #expect(try store.experiments().isEmpty)
  }

  @Test func aRunThatIsNamedGoesEverywhere() throws {
    #expect(try delete(.run(Sample.id(2))).runs == [Sample.id(2)])
    #expect(try runs() == [1, 3, 4, 5].map { Sample.id($0) })
    #expect(try store.runs(of: "two").map(\.run) == [Sample.id(3)])
    // Sweeping again brings it back, as a new run.
    let again = try store.enqueue(
      Sample.experiment("two"), [Sample.run(1, id: 2), Sample.run(2, id: 3)])
    #expect(again.toDo.map(\.id) == [Sample.id(2)])
    #expect(again.attempts == [Sample.id(2): 1])
    #expect(try store.runs(of: "two").map(\.status) == [.queued, .completed])
  }

  @Test func runsOfEarlierPlansAreOrphans() throws {
    #expect(try store.orphans() == [Sample.id(5)])
    try store.delete(Deletion(runs: store.orphans()))
    #expect(try store.orphans().isEmpty)
    #expect(try store.runs(of: "one").count == 2)
    #expect(try store.experiments().first { $0.name == "one" }?.plans == 2)
  }

  @Test func whatIsNotThereIsTold() throws {
    #expect(
      storeError { _ = try store.deletion(of: [.experiment("tow")]) }?.hint == "did you mean two?")
    #expect(storeError { _ = try store.deletion(of: [.run(Sample.id(9))]) }?.code == .noSuchRun)
  }

  @Test func compactingGivesTheRoomBack() throws {
    try store.addLargeRun(6)
    let pages = { try store.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 } }
    let before = try pages()
    let estimate = try store.estimatedBytes(of: [Sample.id(6)])
    try store.delete(Deletion(runs: [Sample.id(6)]))
    #expect(try pages() == before)
    try store.compact()
    let freed = (before - (try pages())) * 4096
    #expect(freed > 200_000)
    #expect(abs(Double(estimate) / Double(freed) - 1) < 0.5, "\(estimate) \(freed)")
    #expect(try store.statuses().count == 5)
  }

  @Test func aReaderBesideTheCompactingSeesAWholeStore() throws {
    let reader = try RunStore.openForReading(sandbox.location)
    try reader.read { db in
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM run") == 5)
      try store.delete(Deletion(runs: [Sample.id(5)]))
      try store.compact()
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM run") == 5)
    }
    #expect(try reader.statuses().count == 4)
  }
}

extension RunStore {
  /// A run of an experiment of its own, with 10,000 values.
  fileprivate func addLargeRun(_ run: Int) throws {
    try enqueue(Sample.experiment("large"), [Sample.run(run)])
    try start(run)
    try record(
      (1...5000).map { .epoch(Sample.id(run), attempt: 1, Sample.report($0, loss: 1 / Double($0))) }
    )
    try finish(run)
  }
}
