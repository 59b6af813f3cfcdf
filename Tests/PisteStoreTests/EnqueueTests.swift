import GRDB
import PisteCore
import PisteExperiments
import PisteStore
import Testing

@Suite struct EnqueueTests {
  private let sandbox: StoreSandbox

  init() throws { sandbox = try StoreSandbox() }

  @Test func enqueuingAgainChangesNothing() throws {
    let runs = [Sample.run(1), Sample.run(2)]
    let store = try sandbox.store(runs)
    let tables = ["experiment", "plan", "member", "run"]
    let before = try tables.map { try store.rows("SELECT * FROM \($0)") }
    let again = try store.enqueue(Sample.experiment("sample"), runs)
    #expect(try tables.map { try store.rows("SELECT * FROM \($0)") } == before)
    #expect(!again.isNewPlan)
    #expect(again.toDo == runs)
    #expect(again.attempts == [Sample.id(1): 1, Sample.id(2): 1])
    #expect(try store.rows("SELECT count(*) FROM sweep") == ["2"])
  }

  @Test func onlyWhatIsMissingIsToDo() throws {
    let runs = (1...7).map { Sample.run($0) }
    let store = try sandbox.store(runs)
    for run in 1...6 { try store.start(run) }
    try store.finish(1, .completed)
    try store.finish(2, .diverged)
    try store.finish(3, .stopped)
    try store.finish(4, .failed)
    try store.finish(5, .lost)
    let first = try store.enqueue(Sample.experiment("sample"), runs)
    #expect(first.toDo.map(\.number) == [5, 6, 7])
    #expect(first.attempts == [Sample.id(5): 2, Sample.id(6): 2, Sample.id(7): 1])
    #expect((first.done, first.failed) == (3, 1))
    let second = try store.enqueue(Sample.experiment("sample"), runs, retryFailed: true)
    #expect(second.toDo.map(\.number) == [4, 5, 6, 7])
    #expect((second.done, second.failed) == (3, 0))
    #expect(try store.status(4) == .queued)
  }

  @Test func aLongerSeedListAddsOnlyItsOwnRuns() throws {
    let store = try sandbox.store([Sample.run(1)])
    try store.start(1)
    try store.finish(1)
    let longer = try store.enqueue(
      Sample.experiment("sample", text: "seeds: 2"), [Sample.run(1), Sample.run(2)])
    #expect(longer.isNewPlan)
    #expect(longer.toDo.map(\.number) == [2])
    #expect(longer.done == 1)
  }

  @Test func theLatestPlanIsTheExperimentAndOthersAreHistory() throws {
    let store = try sandbox.store([Sample.run(1), Sample.run(2)])
    try store.enqueue(Sample.experiment("sample", text: "second"), [Sample.run(1, id: 3)])
    #expect(try store.runs(of: "sample").map(\.run) == [Sample.id(3)])
    #expect(try store.experiment(named: "sample").sourceText == "second")
    #expect(try store.rows("SELECT ordinal FROM plan ORDER BY 1") == ["1", "2"])
    #expect(try store.rows("SELECT plan, count(*) FROM member GROUP BY 1") == ["1|2", "2|1"])
    #expect(try store.experiments().map(\.plans) == [2])
    // A plan that returns is a new entry of the history.
    try store.enqueue(Sample.experiment("sample"), [Sample.run(1), Sample.run(2)])
    #expect(try store.runs(of: "sample").map(\.run) == [Sample.id(1), Sample.id(2)])
    // History still tells of a run that no latest plan has.
    #expect(try store.run(matching: "0003").experiment == "sample")
    #expect(try store.experiments(sharing: Sample.id(3)).isEmpty)
  }

  @Test func evaluationRunsJoinThePlanTheyFollowFrom() throws {
    let tuning = [Sample.run(1, stage: .tune), Sample.run(2, stage: .tune)]
    let store = try sandbox.store(tuning)
    let evaluation = [Sample.run(3), Sample.run(4)]
    let more = try store.enqueueMore(evaluation, of: "sample", retryFailed: false)
    #expect(more.toDo == evaluation)
    #expect(try store.runs(of: "sample").map(\.number) == [1, 2, 3, 4])
    #expect(try store.rows("SELECT count(*) FROM plan") == ["1"])
    // Sweeping the file again begins with the tuning runs alone: the plan stays whole.
    let again = try store.enqueue(Sample.experiment("sample"), tuning)
    #expect(!again.isNewPlan)
    #expect(try store.runs(of: "sample").map(\.number) == [1, 2, 3, 4])
    // Another configuration wins after a retry: its runs take the places of the old ones.
    _ = try store.enqueueMore([Sample.run(3, id: 5)], of: "sample", retryFailed: false)
    #expect(try store.runs(of: "sample").map(\.run) == [1, 2, 5, 4].map { Sample.id($0) })
  }

  @Test func runsMaySwapTheirPlaces() throws {
    let store = try sandbox.store([Sample.run(1), Sample.run(2)])
    _ = try store.enqueueMore(
      [Sample.run(1, id: 2), Sample.run(2, id: 1)], of: "sample", retryFailed: false)
    #expect(try store.runs(of: "sample").map(\.run) == [Sample.id(2), Sample.id(1)])
  }

  @Test func aPlanThatNamesARunTwiceInAStageIsRefused() throws {
    let store = try sandbox.write()
    let twice = storeError {
      try store.enqueue(Sample.experiment("sample"), [Sample.run(1), Sample.run(2, id: 1)])
    }
    #expect(twice?.code == .inconsistent)
    #expect(
      twice?.message == "run 0001aaaaaa stands twice in stage evaluate, as numbers 1 and 2")
    let number = storeError {
      try store.enqueue(Sample.experiment("sample"), [Sample.run(1), Sample.run(1, id: 2)])
    }
    #expect(
      number?.message == "runs 0001aaaaaa and 0002aaaaaa both have number 1 in the plan")
    #expect(try store.experiments().isEmpty)
  }

  @Test func moreRunsOfAnUnknownExperimentAreRefused() throws {
    let store = try sandbox.store([Sample.run(1)])
    let error = storeError {
      _ = try store.enqueueMore([Sample.run(2)], of: "sampel", retryFailed: false)
    }
    #expect(error?.code == .noSuchExperiment)
    #expect(error?.hint == "did you mean sample?")
  }

  @Test func settingsOfAWaitingRunFollowTheFileAndThoseOfADoneRunStay() throws {
    let store = try sandbox.store([Sample.run(1), Sample.run(2)])
    try store.start(1)
    try store.finish(1)
    try store.enqueue(
      Sample.experiment("sample"), [Sample.run(1, lr: 0.5), Sample.run(2, lr: 0.5)])
    #expect(
      try store.runs(of: "sample").map { try $0.settings()["optimizer.lr"] } == [0.1, 0.5])
  }

  @Test func runsOfADeadSchedulerAreTakenUpAgain() throws {
    var store: RunStore? = try sandbox.store([Sample.run(1)])
    try store?.start(1)
    try store?.record([.epoch(Sample.id(1), attempt: 1, Sample.report(1))])
    store = nil
    let next = try sandbox.write()
    #expect(try next.status(1) == .queued)
    #expect(try next.attempts(of: Sample.id(1)).map(\.ending) == [.abandoned])
    let enqueued = try next.enqueue(Sample.experiment("sample"), [Sample.run(1)])
    #expect(enqueued.attempts == [Sample.id(1): 2])
  }
}
