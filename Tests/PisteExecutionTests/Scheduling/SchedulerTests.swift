import PisteExecution
import PisteExperiments
import Testing

@Suite struct SchedulerTests {
  @Test func aWorkerTrainsRunAfterRun() {
    var table = Table()
    table.on(.added(runs("a", "b")), "launch 1")
    table.on(.ready(1), "started a 1 on worker-1", "assign a 1 to 1")
    let began = WorkerMessage.began(
      run: plan("a").id, attempt: 1, afterEpoch: 3, step: 40)
    table.on(.says(1, began), "began a 1 after epoch 3, step 40")
    table.on(.says(1, .epoch("a")), "epoch a 1 1")
    table.on(
      .says(1, .completed("a")), "completed a 1", "started b 1 on worker-1", "assign b 1 to 1")
    table.on(.says(1, began))
    table.on(.says(1, .completed("b")), "completed b 1", "ask")
    table.on(.closed, "shut down 1")
    table.on(.dies(1), "finish")
    table.on(.tick)
  }

  @Test func noMoreWorkersAreLaunchedThanThereAreSlotsOrRuns() {
    var table = Table(slots: 3)
    table.on(.added(runs("a", "b")), "launch 1", "launch 2")
    table.on(.ready(2), "started a 1 on worker-2", "assign a 1 to 2")
    table.on(.ready(1), "started b 1 on worker-1", "assign b 1 to 1")
    var narrow = Table(slots: 1)
    narrow.on(.added(runs("a", "b")), "launch 1")
  }

  @Test func aLostWorkerIsReplacedAndItsRunTriedAgainOnce() {
    var table = Table()
    table.on(.added(runs("a", "b")), "launch 1")
    table.on(.ready(1), "started a 1 on worker-1", "assign a 1 to 1")
    table.on(.dies(1, "crash one"), "lost a 1: crash one", "launch 2")
    table.on(.ready(2), "started a 2 on worker-2", "assign a 2 to 2")
    table.on(.dies(2, "crash two"), "failed a 2: crash two", "launch 3")
    table.on(.ready(3), "started b 1 on worker-3", "assign b 1 to 3")
  }

  @Test func deathsAreCountedForEachRunApart() {
    var table = Table()
    table.on(.added(runs("a", "b")), "launch 1")
    table.on(.ready(1), "started a 1 on worker-1", "assign a 1 to 1")
    table.on(.dies(1), "lost a 1: killed", "launch 2")
    table.on(.ready(2), "started a 2 on worker-2", "assign a 2 to 2")
    table.on(
      .says(2, .completed("a", 2)), "completed a 2", "started b 1 on worker-2", "assign b 1 to 2")
    table.on(.dies(2), "lost b 1: killed", "launch 3")
  }

  @Test func attemptsCountOnFromWhereTheyStood() {
    var table = Table()
    table.on(.added([QueuedRun(plan("a"), attempt: 5)]), "launch 1")
    table.on(.ready(1), "started a 5 on worker-1", "assign a 5 to 1")
    table.on(.dies(1), "lost a 5: killed", "launch 2")
    table.on(.ready(2), "started a 6 on worker-2", "assign a 6 to 2")
  }

  @Test func aMessageOfASupersededAttemptChangesNothing() {
    var table = Table()
    table.on(.added(runs("a")), "launch 1")
    table.on(.ready(1), "started a 1 on worker-1", "assign a 1 to 1")
    table.on(.dies(1), "lost a 1: killed", "launch 2")
    table.on(.says(1, .completed("a")))
    table.on(.ready(2), "started a 2 on worker-2", "assign a 2 to 2")
    table.on(.says(2, .epoch("a", 1)))
    table.on(.says(2, .completed("a", 1)))
    table.on(.says(2, .completed("other", 2)))
    table.on(.ready(2))
    table.on(.says(2, .completed("a", 2)), "completed a 2", "ask")
    table.on(.says(2, .completed("a", 2)))
  }

  @Test func runsAreLostWhenNoWorkerEverComesUp() {
    var table = Table()
    table.on(.added(runs("a", "b")), "launch 1")
    table.on(.noLaunch(1), "launch 2")
    table.on(.dies(2, "exited"), "launch 3")
    table.on(
      .noLaunch(3), "lost a 1: no worker could be started: no such file",
      "lost b 1: no worker could be started: no such file", "ask")
    table.on(.closed, "finish")
  }

  @Test func aWorkerThatComesUpClearsEarlierFailures() {
    var table = Table()
    table.on(.added(runs("a", "b")), "launch 1")
    table.on(.noLaunch(1), "launch 2")
    table.on(.noLaunch(2), "launch 3")
    table.on(.ready(3), "started a 1 on worker-3", "assign a 1 to 3")
    table.on(.dies(3), "lost a 1: killed", "launch 4")
    table.on(.noLaunch(4), "launch 5")
  }

  @Test func launchingIsNotGivenUpWhileAWorkerLives() {
    var table = Table(slots: 2)
    table.on(.added(runs("a", "b", "c")), "launch 1", "launch 2")
    table.on(.ready(1), "started a 1 on worker-1", "assign a 1 to 1")
    table.on(.noLaunch(2), "launch 3")
    table.on(.noLaunch(3), "launch 4")
    table.on(.noLaunch(4))
    table.on(
      .says(1, .completed("a")), "completed a 1", "started b 1 on worker-1", "assign b 1 to 1")
  }

  @Test func aFollowUpKeepsTheWorkers() {
    var table = Table()
    table.on(.added(runs("a")), "launch 1")
    table.on(.ready(1), "started a 1 on worker-1", "assign a 1 to 1")
    table.on(.says(1, .completed("a")), "completed a 1", "ask")
    table.on(.added(runs("b")), "started b 1 on worker-1", "assign b 1 to 1")
  }

  @Test func nothingToDoAsksAtOnce() {
    var table = Table()
    table.on(.added([]), "ask")
    table.on(.closed, "finish")
  }

  @Test func aRunGivenTwiceRunsOnce() {
    var table = Table()
    table.on(.added(runs("a", "a")), "launch 1")
    table.on(.ready(1), "started a 1 on worker-1", "assign a 1 to 1")
    table.on(.says(1, .completed("a")), "completed a 1", "ask")
    table.on(.added(runs("a")), "ask")
  }

  @Test func aWorkerThatTalksNonsenseIsReplaced() {
    var table = Table()
    table.on(.added(runs("a")), "launch 1")
    table.on(.ready(1), "started a 1 on worker-1", "assign a 1 to 1")
    table.on(.garbled(WorkerID(1), reason: "nonsense"), "terminate 1")
    table.on(.garbled(WorkerID(1), reason: "more"))
    table.on(.dies(1, "killed by 15"), "lost a 1: nonsense; killed by 15", "launch 2")
  }

  @Test func aSilentWorkerIsTerminatedThenKilled() {
    var table = Table(silence: 60)
    table.on(.added(runs("a")), "launch 1")
    table.on(.ready(1), "started a 1 on worker-1", "assign a 1 to 1")
    table.on(.says(1, .heartbeat(run: plan("a").id, attempt: 1)), after: 50)
    table.on(.tick, after: 50)
    table.on(.tick, after: 11, "terminate 1")
    table.on(.tick, after: 4)
    table.on(.tick, after: 2, "kill 1")
    table.on(.tick, after: 99)
    table.on(.dies(1), "lost a 1: no message for 60 s; killed", "launch 2")
  }

  @Test func aWorkerThatDoesNotLeaveIsKilled() {
    var table = Table()
    table.on(.added(runs("a")), "launch 1")
    table.on(.ready(1), "started a 1 on worker-1", "assign a 1 to 1")
    table.on(.says(1, .completed("a")), "completed a 1", "ask")
    table.on(.closed, "shut down 1")
    table.on(.tick, after: 6, "kill 1")
    table.on(.dies(1), "finish")
  }
}

@Suite struct InterruptionTests {
  private func busy() -> Table {
    var table = Table(slots: 2)
    table.on(.added(runs("a", "b", "c")), "launch 1", "launch 2")
    table.on(.ready(1), "started a 1 on worker-1", "assign a 1 to 1")
    table.on(.ready(2), "started b 1 on worker-2", "assign b 1 to 2")
    return table
  }

  @Test func theFirstHasTheRunsLaidAside() {
    var table = busy()
    table.on(.interrupted, "pause 1", "pause 2")
    table.on(.says(1, .epoch("a")), "epoch a 1 1")
    table.on(.says(1, .paused("a")), "requeued a 1", "shut down 1")
    table.on(.says(1, .paused("a")))
    table.on(.dies(1))
    // It was about to end anyway.
    table.on(.says(2, .completed("b")), "completed b 1", "shut down 2")
    table.on(.dies(2), "finish")
  }

  @Test func aWorkerThatDoesNotLayItsRunAsideIsMadeToGoWithinTwoSeconds() {
    var table = busy()
    table.on(.interrupted, "pause 1", "pause 2")
    table.on(.says(1, .paused("a")), "requeued a 1", "shut down 1")
    table.on(.tick, after: 1)
    table.on(.tick, after: 0.3, "kill 1", "terminate 2")
    table.on(.tick, after: 0.5, "kill 2")
    table.on(.tick, after: 9)
    table.on(.dies(1))
    table.on(.dies(2), "requeued b 1", "finish")
  }

  @Test func aWorkerThatWasOnItsWayOutIsNotAskedAgain() {
    var table = busy()
    table.on(.garbled(WorkerID(1), reason: "nonsense"), "terminate 1")
    table.on(.interrupted, "pause 2")
    table.on(.tick, after: 0.5, "kill 1")
    table.on(.dies(1), "requeued a 1")
  }

  @Test func aRunLaidAsideUnaskedCostsItsWorker() {
    var table = Table()
    table.on(.added(runs("a")), "launch 1")
    table.on(.ready(1), "started a 1 on worker-1", "assign a 1 to 1")
    table.on(.says(1, .paused("a")), "terminate 1")
    table.on(.dies(1), "lost a 1: it laid its run aside unasked; killed", "launch 2")
  }

  @Test func theSecondTerminatesAndTheRunsWaitAgain() {
    var table = busy()
    table.on(.interrupted, "pause 1", "pause 2")
    table.on(.interrupted, "terminate 1", "terminate 2")
    table.on(.dies(1), "requeued a 1")
    table.on(.dies(2), "requeued b 1", "finish")
  }

  @Test func theThirdKills() {
    var table = busy()
    table.on(.interrupted, "pause 1", "pause 2")
    table.on(.interrupted, "terminate 1", "terminate 2")
    table.on(.interrupted, "kill 1", "kill 2")
  }

  @Test func aDeathAfterAnInterruptionIsNoFailure() {
    var table = busy()
    table.on(.dies(1), "lost a 1: killed", "launch 3")
    table.on(.ready(3), "started a 2 on worker-3", "assign a 2 to 3")
    table.on(.interrupted, "pause 2", "pause 3")
    table.on(.dies(3), "requeued a 2")
  }

  @Test func aWorkerThatIsStillStartingIsSentAway() {
    var table = Table()
    table.on(.added(runs("a")), "launch 1")
    table.on(.interrupted, "shut down 1")
    table.on(.ready(1))
    table.on(.dies(1), "finish")
  }

  @Test func troubleOfAWorkersFilesHaltsAndNoRunIsToBlame() {
    var table = busy()
    table.on(.environmentFailed(WorkerID(1)), "requeued a 1", "terminate 2")
    table.on(.dies(2), "requeued b 1", "finish")
  }

  @Test func troubleOfAWorkersFilesBeforeItsFirstRunHaltsToo() {
    var table = Table(slots: 2)
    table.on(.added(runs("a", "b")), "launch 1", "launch 2")
    table.on(.ready(2), "started a 1 on worker-2", "assign a 1 to 2")
    table.on(.environmentFailed(WorkerID(1)), "terminate 2")
    table.on(.environmentFailed(WorkerID(1)))
    table.on(.says(2, .completed("a")), "completed a 1", "shut down 2")
    table.on(.dies(2), "finish")
  }

  @Test func aRecordThatFailsEndsAllWorkers() {
    var table = busy()
    table.on(.halted, "terminate 1", "terminate 2")
    table.on(.tick, after: 6, "kill 1", "kill 2")
    table.on(.dies(1), "requeued a 1")
    table.on(.dies(2), "requeued b 1", "finish")
  }
}

@Suite struct TimeLimitTests {
  @Test func aRunOverItsTimeLimitHasFailedAtOnce() {
    var table = Table(run: 600)
    table.on(.added(runs("a", "b")), "launch 1")
    table.on(.ready(1), after: 100, "started a 1 on worker-1", "assign a 1 to 1")
    table.on(.says(1, .epoch("a")), after: 590, "epoch a 1 1")
    table.on(.tick, after: 9)
    table.on(.tick, after: 1, "terminate 1")
    table.on(.tick, after: 4)
    table.on(.tick, after: 1, "kill 1")
    table.on(.dies(1), "failed a 1: over its time limit of 10 min; killed", "launch 2")
    // The next run's time counts from its own begin.
    table.on(.ready(2), "started b 1 on worker-2", "assign b 1 to 2")
    table.on(.tick, after: 599)
    table.on(.says(2, .completed("b")), "completed b 1", "ask")
    table.on(.tick, after: 99)
  }

  @Test func theTimeOfOneAttemptIsNotTheNexts() {
    var table = Table(run: 10)
    table.on(.added(runs("a")), "launch 1")
    table.on(.ready(1), "started a 1 on worker-1", "assign a 1 to 1")
    table.on(.dies(1), after: 9, "lost a 1: killed", "launch 2")
    table.on(.ready(2), "started a 2 on worker-2", "assign a 2 to 2")
    table.on(.tick, after: 9)
    table.on(.tick, after: 1, "terminate 2")
  }

  @Test func theLastWordOfARunOverItsTimeCounts() {
    var table = Table(run: 10)
    table.on(.added(runs("a", "b")), "launch 1")
    table.on(.ready(1), "started a 1 on worker-1", "assign a 1 to 1")
    table.on(.tick, after: 10, "terminate 1")
    table.on(.says(1, .completed("a")), "completed a 1")
    table.on(.dies(1), "launch 2")
  }

  @Test func aWorkerThatNeverComesUpIsNotWaitedForForEver() {
    var table = Table(silence: 60)
    table.on(.added(runs("a")), "launch 1")
    table.on(.tick, after: 61, "terminate 1")
    table.on(.dies(1), "launch 2")
  }
}

@Suite struct FailurePolicyTests {
  private func busy(failures: Int?) -> Table {
    var table = Table(slots: 2, failures: failures)
    table.on(.added(runs("a", "b", "c", "d")), "launch 1", "launch 2")
    table.on(.ready(1), "started a 1 on worker-1", "assign a 1 to 1")
    table.on(.ready(2), "started b 1 on worker-2", "assign b 1 to 2")
    return table
  }

  @Test func withoutAPolicyAFailureStopsNothing() {
    var table = busy(failures: nil)
    table.on(
      .says(1, .failed("a")), "failed a 1: no", "started c 1 on worker-1", "assign c 1 to 1")
    #expect(!table.hasGivenUp)
  }

  @Test func theFirstFailureHasTheOthersLaidAside() {
    var table = busy(failures: 1)
    table.on(.says(1, .failed("a")), "failed a 1: no", "pause 2", "shut down 1")
    #expect(table.hasGivenUp)
    table.on(.says(2, .paused("b")), "requeued b 1", "shut down 2")
    table.on(.dies(1))
    table.on(.dies(2), "finish")
  }

  @Test func soManyFailuresAreBorneAsWereAllowed() {
    var table = busy(failures: 2)
    table.on(
      .says(1, .failed("a")), "failed a 1: no", "started c 1 on worker-1", "assign c 1 to 1")
    // One death alone is no failure.
    table.on(.dies(2), "lost b 1: killed", "launch 3")
    table.on(.ready(3), "started b 2 on worker-3", "assign b 2 to 3")
    #expect(!table.hasGivenUp)
    table.on(.dies(3), "failed b 2: killed", "pause 1")
    #expect(table.hasGivenUp)
  }

  @Test func anInterruptionAfterwardsIsTheSecond() {
    var table = busy(failures: 1)
    table.on(.says(1, .failed("a")), "failed a 1: no", "pause 2", "shut down 1")
    table.on(.interrupted, "terminate 1", "terminate 2")
  }

  @Test func runsThatNoWorkerTookWaitWhereTheFirstLostOneStops() {
    var table = Table(failures: 1)
    table.on(.added(runs("a", "b")), "launch 1")
    table.on(.noLaunch(1), "launch 2")
    table.on(.noLaunch(2), "launch 3")
    table.on(
      .noLaunch(3), "lost a 1: no worker could be started: no such file", "finish")
  }
}
