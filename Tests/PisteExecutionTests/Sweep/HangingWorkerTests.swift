import Glibc
import PisteCore
import PisteExecution
import PisteTestSupport
import Testing

/// Workers that say nothing, or too long, as real processes.
@Suite struct HangingWorkerTests {
  @Test func aWorkerThatWasStoppedIsKilledAndItsRunTriedAgain() async throws {
    let worker = try FakeWorker(body: "[ $run-$attempt = b-1 ] && kill -STOP $$")
    let recorder = InMemoryRecorder()
    let runner = worker.runner(recorder, silence: 1.5)
    let result = try await runner.run(RunBatch(runs("a", "b")))
    #expect(result.failures.isEmpty)
    #expect(recorder.ends == ["a 1 completed", "b 2 completed"])
    let losses = recorder.events.compactMap { event -> String? in
      if case .attemptLost(_, 1, let reason) = event { reason } else { nil }
    }
    // Stopped, it takes no TERM; and that the KILL was ours is known.
    #expect(losses == ["no message for 1.5 s; worker killed by signal 9 (SIGKILL)"])
    #expect(worker.processIDs.allSatisfy { kill($0, 0) != 0 })
  }

  @Test func aRunOverItsTimeLimitIsRecordedAsSuch() async throws {
    let worker = try FakeWorker(body: "[ $run = a ] && sleep 60")
    let recorder = InMemoryRecorder()
    let runner = worker.runner(recorder, limit: 2)
    let result = try await runner.run(RunBatch(runs("a", "b")))
    #expect(recorder.ends == ["a 1 failed", "b 1 completed"])
    #expect(
      result.failures.map(\.reason) == [
        "over its time limit of 2 s; worker killed by signal 15 (SIGTERM)"
      ])
  }

  @Test func afterTheFirstFailureNothingMoreIsBegun() async throws {
    let worker = try FakeWorker(body: "[ $run = b ] && kill -9 $$")
    let recorder = InMemoryRecorder()
    let runner = worker.runner(recorder, failures: 1)
    let result = try await runner.run(RunBatch(runs("a", "b", "c")))
    #expect(result.stoppedOnFailure)
    #expect(!result.interrupted)
    #expect(recorder.ends == ["a 1 completed", "b 2 failed"])
    #expect(recorder.starts == ["a": 1, "b": 2])
  }
}
