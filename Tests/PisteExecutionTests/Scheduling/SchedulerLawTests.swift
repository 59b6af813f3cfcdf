import PisteCore
import PisteExecution
import Testing

@Suite struct SchedulerLawTests {
  private func real(_ slots: Int) -> Policy {
    var scheduler = Scheduler(Scheduler.Limits(slots: slots, silence: 30))
    return { scheduler.handle($0, at: $1) }
  }

  @Test(arguments: 1...4)
  func everyRunEndsOnceWhateverHappens(slots: Int) {
    for seed in UInt64(0)..<300 {
      checkScheduler(seed: seed, slots: slots, runCount: 12, policy: real(slots))
    }
  }

  @Test func theCheckCatchesOneThatForgetsFailures() {
    withKnownIssue("a run that failed is never recorded") {
      for seed in UInt64(0)..<50 {
        let scheduler = real(2)
        checkScheduler(seed: seed, slots: 2, runCount: 12) { event, time in
          scheduler(event, time).filter {
            guard case .record(.finished(_, _, let outcome, _)) = $0 else { return true }
            return outcome.kind != .failed
          }
        }
      }
    }
  }

  @Test func theCheckCatchesOneThatRecordsTwice() {
    withKnownIssue("a completed run is recorded twice") {
      let scheduler = real(2)
      checkScheduler(seed: 1, slots: 2, runCount: 12) { event, time in
        scheduler(event, time).flatMap { command in
          if case .record(.finished) = command { [command, command] } else { [command] }
        }
      }
    }
  }

  @Test func theCheckCatchesOneThatOverloadsWorkers() {
    withKnownIssue("a worker is given its run twice") {
      let scheduler = real(2)
      checkScheduler(seed: 1, slots: 2, runCount: 12) { event, time in
        scheduler(event, time).flatMap { command in
          if case .assign = command { [command, command] } else { [command] }
        }
      }
    }
  }
}
