import GRDB
import PisteCore
import PisteStore
import Testing

@Suite struct RecordTests {
  private let sandbox: StoreSandbox
  private let store: RunStore
  private let id = Sample.id(1)

  init() throws {
    sandbox = try StoreSandbox()
    store = try sandbox.store([Sample.run(1), Sample.run(2)])
  }

  @Test func aRunGoesFromQueuedToItsOutcome() throws {
    #expect(try store.status(1) == .queued)
    try store.start(1)
    #expect(try store.status(1) == .running)
    try store.record([
      .epoch(id, attempt: 1, Sample.report(1)), .epoch(id, attempt: 1, Sample.report(2)),
      .finished(id, attempt: 1, Outcome(.stopped, epoch: 2, reason: "enough"), Sample.summary),
    ])
    let run = try store.run(matching: id.hex)
    #expect(run.status == .stopped)
    #expect(run.outcome == Outcome(.stopped, epoch: 2, reason: "enough"))
    #expect((run.seconds, run.weightsHash, run.orderHash) == (1.5, "0w", "0b"))
    #expect(try store.epochs(of: id) == [Sample.report(1), Sample.report(2)])
    #expect(try store.attempts(of: id).map(\.ending) == [.finished])
  }

  @Test func anEpochToldTwiceIsKeptOnce() throws {
    try store.start(1)
    for loss in [0.9, 0.5] {
      try store.record([.epoch(id, attempt: 1, Sample.report(1, loss: loss))])
    }
    #expect(try store.epochs(of: id) == [Sample.report(1, loss: 0.5)])
  }

  @Test func aNewAttemptThatStartsAnewDeletesWhatAnEarlierOneWrote() throws {
    try store.start(1)
    var report = Sample.report(1)
    report.steps = [StepReport(step: 1, metrics: MetricValues([Metric.trainLoss: 1]))]
    try store.record([.epoch(id, attempt: 1, report), .epoch(id, attempt: 1, Sample.report(2))])
    try store.record([.attemptLost(id, attempt: 1, reason: "signal 9\nlast line")])
    #expect(try store.status(1) == .queued)
    try store.start(1, attempt: 2)
    try store.record([.began(id, attempt: 2, afterEpoch: 0, step: 0)])
    #expect(try store.epochs(of: id).isEmpty)
    #expect(try store.steps(of: id).isEmpty)
    let attempts = try store.attempts(of: id)
    #expect(attempts.map(\.ending) == [.lost, nil])
    #expect(attempts[0].reason == "signal 9\nlast line")
    #expect(attempts[0].endedAt == "2026-01-01T00:00:06.000Z")
    #expect(try store.run(matching: id.hex).attempts == 2)
  }

  @Test func aNewAttemptKeepsWhatLiesBeforeItsStartingPoint() throws {
    try store.start(1)
    for epoch in 1...4 {
      var report = Sample.report(epoch, loss: 1 / Double(epoch))
      report.steps = [
        StepReport(step: epoch * 10, metrics: MetricValues([Metric.trainLoss: Double(epoch)]))
      ]
      try store.record([.epoch(id, attempt: 1, report)])
    }
    try store.record([.attemptLost(id, attempt: 1, reason: "signal 9")])
    try store.start(1, attempt: 2)
    // Until it says where it goes on, nothing is lost.
    #expect(try store.epochs(of: id).count == 4)
    try store.record([.began(id, attempt: 2, afterEpoch: 2, step: 25)])
    #expect(try store.epochs(of: id).map(\.epoch) == [1, 2])
    #expect(try store.steps(of: id).map(\.step) == [10, 20])
    try store.record([.epoch(id, attempt: 2, Sample.report(3, loss: 0.25))])
    #expect(try store.epochs(of: id).map(\.epoch) == [1, 2, 3])
    #expect(try store.epochs(of: id).last == Sample.report(3, loss: 0.25))
  }

  @Test func anAttemptCannotGoOnBehindWhatIsNotRecorded() throws {
    try store.start(1)
    try store.record([.epoch(id, attempt: 1, Sample.report(1))])
    let error = storeError {
      try store.record([.began(id, attempt: 1, afterEpoch: 2, step: 9)])
    }
    #expect(error?.code == .inconsistent)
    let early = storeError {
      try store.record([.began(Sample.id(2), attempt: 1, afterEpoch: 0, step: 0)])
    }
    #expect(early?.code == .inconsistent)
    #expect(try store.epochs(of: id).count == 1)
  }

  @Test func aRunThatWaitsAgainTellsHowManyOfItsEpochsAreRecorded() throws {
    try store.start(1)
    try store.record([
      .epoch(id, attempt: 1, Sample.report(1)), .epoch(id, attempt: 1, Sample.report(2)),
      .requeued(id, attempt: 1),
    ])
    let again = try store.enqueue(
      Sample.experiment("sample"), [Sample.run(1), Sample.run(2)])
    #expect(again.epochs == [id: 2, Sample.id(2): 0])
  }

  @Test func whatAWorkersProcessLeftIsKeptWithTheAttempt() throws {
    try store.start(1)
    try store.record([
      .workerEnded(id, attempt: 1, WorkerEnd(signal: 9, logTail: "epoch 3\nout of memory")),
      .attemptLost(id, attempt: 1, reason: "worker killed\nepoch 3\nout of memory"),
    ])
    try store.start(1, attempt: 2)
    try store.record([
      .workerEnded(id, attempt: 2, WorkerEnd(exitStatus: 70)),
      .finished(id, attempt: 2, Outcome(.failed, reason: "worker exited with status 70"), nil),
    ])
    let attempts = try store.attempts(of: id)
    #expect(attempts.map(\.ending) == [.lost, .lost])
    #expect(attempts.map(\.signal) == [9, nil])
    #expect(attempts.map(\.exitStatus) == [nil, 70])
    #expect(attempts.map(\.logTail) == ["epoch 3\nout of memory", nil])
    // The log's lines stand beside the reason, not in it once more.
    #expect(attempts.map(\.reason) == ["worker killed", "worker exited with status 70"])
    #expect(attempts.map(\.processID) == [4711, 4711])
    #expect(attempts.allSatisfy { $0.endedAt != nil })
  }

  @Test func eventsOfASupersededAttemptChangeNothing() throws {
    try store.start(1)
    try store.record([.attemptLost(id, attempt: 1, reason: "signal 9")])
    try store.start(1, attempt: 2)
    try store.record([.epoch(id, attempt: 2, Sample.report(1))])
    let before = try everything()
    try store.record([
      .started(id, attempt: 1, worker: "late", processID: 1),
      .began(id, attempt: 1, afterEpoch: 0, step: 0),
      .epoch(id, attempt: 1, Sample.report(1, loss: 9)),
      .epoch(id, attempt: 1, Sample.report(7)),
      .workerEnded(id, attempt: 1, WorkerEnd(signal: 15)),
      .attemptLost(id, attempt: 1, reason: "late"),
      .requeued(id, attempt: 1),
      .finished(id, attempt: 1, Outcome(.completed), Sample.summary),
    ])
    #expect(try everything() == before)
  }

  @Test func eventsOfAnEndedAttemptChangeNothing() throws {
    try store.start(1)
    try store.record([.requeued(id, attempt: 1)])
    #expect(try store.status(1) == .queued)
    var before = try everything()
    let late: [RunEvent] = [
      .began(id, attempt: 1, afterEpoch: 0, step: 0),
      .epoch(id, attempt: 1, Sample.report(3)), .requeued(id, attempt: 1),
      .workerEnded(id, attempt: 1, WorkerEnd(exitStatus: 0, logTail: "late")),
      .attemptLost(id, attempt: 1, reason: "late"),
      .finished(id, attempt: 1, Outcome(.completed), Sample.summary),
    ]
    try store.record(late)
    #expect(try everything() == before)
    try store.start(1, attempt: 2)
    try store.finish(1, attempt: 2)
    before = try everything()
    try store.record(late)
    try store.record([
      .epoch(id, attempt: 2, Sample.report(3)),
      .finished(id, attempt: 2, Outcome(.diverged), nil),
      .workerEnded(id, attempt: 2, WorkerEnd(signal: 9)),
      .attemptLost(id, attempt: 2, reason: "late"), .requeued(id, attempt: 2),
    ])
    #expect(try everything() == before)
  }

  @Test func aRunWhoseWorkersDieTwiceIsFailed() throws {
    try store.start(1)
    try store.record([.attemptLost(id, attempt: 1, reason: "signal 9")])
    try store.start(1, attempt: 2)
    try store.record([
      .attemptLost(id, attempt: 2, reason: "signal 11"),
      .finished(id, attempt: 2, Outcome(.failed, reason: "signal 11"), nil),
    ])
    #expect(try store.run(matching: id.hex).outcome?.reason == "signal 11")
    #expect(try store.attempts(of: id).map(\.reason) == ["signal 9", "signal 11"])
    let again = try store.enqueue(
      Sample.experiment("sample"), [Sample.run(1), Sample.run(2)], retryFailed: true)
    #expect(again.attempts[id] == 3)
    try store.start(1, attempt: 3)
    try store.finish(1, attempt: 3)
    #expect(try store.status(1) == .completed)
  }

  @Test func aRunThatNoWorkerCouldTakeIsLost() throws {
    try store.record([.finished(id, attempt: 1, Outcome(.lost, reason: "no worker"), nil)])
    let run = try store.run(matching: id.hex)
    #expect((run.status, run.attempts, run.startedAt) == (.lost, 0, nil))
  }

  @Test func aWorkerThatDiesBeforeItSaysSoIsAnAttempt() throws {
    try store.record([.attemptLost(id, attempt: 1, reason: "exit 127")])
    #expect(try store.status(1) == .queued)
    #expect(try store.attempts(of: id).map(\.worker) == [nil])
    #expect(
      try store.enqueue(Sample.experiment("sample"), [Sample.run(1), Sample.run(2)])
        .attempts[id] == 2)
  }

  @Test func whatCannotHaveHappenedIsRefusedAndNothingOfItKept() throws {
    let unknown = storeError { try store.start(9) }
    #expect(unknown?.code == .noSuchRun)
    let before = try everything()
    let impossible: [RunEvent] = [
      .epoch(id, attempt: 1, Sample.report(1)),
      .workerEnded(id, attempt: 1, WorkerEnd(exitStatus: 1)),
      .finished(id, attempt: 1, Outcome(.completed), Sample.summary),
    ]
    for event in impossible {
      let error = storeError {
        try store.record([
          .started(Sample.id(2), attempt: 1, worker: "worker-2", processID: 2), event,
        ])
      }
      #expect(error?.message == "run 0001aaaaaa: attempt 1 never began, the latest is 0")
    }
    #expect(try everything() == before)
  }

  @Test func anAttemptThatEndedCannotBeginAgain() throws {
    try store.start(1)
    try store.record([.requeued(id, attempt: 1)])
    #expect(storeError { try store.start(1) }?.code == .inconsistent)
    try store.start(1, attempt: 2)
    try store.finish(1, attempt: 2)
    #expect(storeError { try store.start(1, attempt: 3) }?.code == .inconsistent)
    #expect(try store.status(1) == .completed)
  }

  @Test func aStartToldTwiceKeepsTheEpochs() throws {
    try store.start(1)
    try store.record([.epoch(id, attempt: 1, Sample.report(1))])
    try store.start(1)
    #expect(try store.epochs(of: id).count == 1)
  }

  private func everything() throws -> [[String]] {
    try ["run", "attempt", "epoch_value", "step_value"].map {
      try store.rows("SELECT * FROM \($0)")
    }
  }
}
