import Foundation
import Glibc
import PisteCore
import PisteExecution
import PisteTestSupport
import Synchronization
import Testing

@Suite(.serialized) struct SweepRunnerTests {
  @Test func everyRunIsRecordedOnceAndInOrder() async throws {
    let worker = try FakeWorker()
    let recorder = InMemoryRecorder()
    let names = (0..<40).map { "run\($0)" }
    let result = try await worker.runner(recorder, workers: 2).run(
      RunBatch(names.map { QueuedRun(plan($0)) }, cached: 3))
    #expect(result.outcomes == [.completed: 40])
    #expect(result.cached == 3)
    #expect(!result.interrupted)
    #expect(Set(recorder.ends) == Set(names.map { "\($0) 1 completed" }))
    #expect(recorder.ends.count == 40)
    for name in names {
      let own = recorder.events.filter { $0.run.hex == name }
      #expect(own.map(\.kind) == ["started", "epoch", "finished"])
    }
    // Workers persist: two processes for forty runs.
    #expect(worker.processIDs.count == 2)
  }

  @Test func aKilledWorkersRunIsTriedAgainOnce() async throws {
    let worker = try FakeWorker(body: "[ $run-$attempt = b-4 ] && kill -9 $$")
    let recorder = InMemoryRecorder()
    let batch = RunBatch([
      QueuedRun(plan("a")), QueuedRun(plan("b"), attempt: 4), QueuedRun(plan("c")),
    ])
    let result = try await worker.runner(recorder).run(batch)
    #expect(recorder.ends == ["a 1 completed", "b 5 completed", "c 1 completed"])
    #expect(result.failures.isEmpty)
    let losses = recorder.events.compactMap { event -> String? in
      if case .attemptLost(_, 4, let reason) = event { reason } else { nil }
    }
    #expect(losses == ["worker killed by signal 9 (SIGKILL)"])
  }

  @Test func whatADeadWorkersProcessLeftIsRecorded() async throws {
    let body = """
      [ $run-$attempt = a-1 ] && { echo "out of luck" >> "$log"; exit 9; }
      [ $run-$attempt = b-1 ] && kill -9 $$
      """
    let worker = try FakeWorker(body: body)
    let recorder = InMemoryRecorder()
    _ = try await worker.runner(recorder).run(
      RunBatch(["a", "b", "c"].map { QueuedRun(plan($0)) }))
    let ends = recorder.events.compactMap { event -> String? in
      guard case .workerEnded(let run, let attempt, let end) = event else { return nil }
      let cause = "\(end.exitStatus ?? -1) \(end.signal ?? -1)"
      return "\(run) \(attempt): \(cause) \(end.logTail ?? "-")"
    }
    #expect(ends.sorted() == ["a 1: 9 -1 out of luck", "b 1: -1 9 -"])
    // It comes before what follows from it, and only of a run in hand.
    let ofA = recorder.events.filter { $0.run.hex == "a" }.map(\.kind)
    #expect(ofA == ["started", "workerEnded", "attemptLost", "started", "epoch", "finished"])
  }

  @Test func aWorkerIsToldHowMuchOfItsRunIsRecorded() async throws {
    // The second attempt dies no more; what it was told stands in its log.
    let body = """
      echo "$line" | sed 's/.*"recorded_epochs":\\([0-9]*\\).*/\\1/' >> "$log"
      printf '{"kind":"began","run":"%s","attempt":%s,"after_epoch":' "$run" "$attempt"
      printf '%s,"step":9}\\n' "$(tail -n 1 "$log")"
      if [ $attempt = 4 ]; then
        printf '{"kind":"epoch","run":"%s","attempt":4,"report":{"epoch":8,' "$run"
        printf '"metrics":{},"steps":[]}}\\n'
        sleep 0.2
        kill -9 $$
      fi
      """
    let worker = try FakeWorker(body: body)
    let recorder = InMemoryRecorder()
    let batch = RunBatch([
      QueuedRun(plan("a"), attempt: 4, recordedEpochs: 7), QueuedRun(plan("b")),
    ])
    _ = try await worker.runner(recorder).run(batch)
    let told = recorder.events.compactMap { event -> String? in
      guard case .began(let run, let attempt, let epoch, 9) = event else { return nil }
      return "\(run) \(attempt) after \(epoch)"
    }
    #expect(told == ["a 4 after 7", "a 5 after 8", "b 1 after 0"])
  }

  @Test func twoDeathsFailTheRunAndTellSignalAndLog() async throws {
    let body = """
      echo "attempt $attempt begins" >> "$log"; echo "out of ideas" >> "$log"
      [ $run = bad ] && kill -SEGV $$
      """
    let worker = try FakeWorker(body: body)
    let recorder = InMemoryRecorder()
    let result = try await worker.runner(recorder).run(RunBatch(runs("bad", "good")))
    #expect(recorder.ends == ["bad 2 failed", "good 1 completed"])
    let failure = try #require(result.failures.first)
    #expect(failure.run.hex == "bad")
    #expect(failure.kind == .failed)
    // The log of the attempt that failed, not of the one before.
    #expect(
      failure.reason
        == "worker killed by signal 11 (SIGSEGV)\nattempt 2 begins\nout of ideas")
  }

  @Test func aWorkerThatExitsTellsItsStatusAndItsLastWords() async throws {
    let worker = try FakeWorker(body: "echo 'no such planet' >&2; exit 70")
    let recorder = InMemoryRecorder()
    let result = try await worker.runner(recorder).run(RunBatch(runs("a")))
    #expect(result.failures.map(\.reason) == ["worker exited with status 70\nno such planet"])
  }

  @Test func runsThatFailedBeforeAreCountedApart() async throws {
    let worker = try FakeWorker()
    let latest = Mutex(SweepProgress())
    let runner = worker.runner(InMemoryRecorder()) { progress in
      latest.withLock { $0 = progress }
    }
    let asked = Mutex(0)
    let result = try await runner.run(RunBatch(runs("a"), cached: 1, failedBefore: 2)) {
      let isFirst = asked.withLock { count in
        count += 1
        return count == 1
      }
      // The second answer has nothing to do and counts all the same.
      return isFirst ? RunBatch(runs("b"), failedBefore: 4) : RunBatch(failedBefore: 8)
    }
    #expect(result.failedBefore == 14)
    #expect(result.cached == 1)
    #expect(result.outcomes == [.completed: 2])
    #expect(result.failures.isEmpty)
    #expect(latest.withLock { $0.failedBefore } >= 6)
    #expect(latest.withLock { $0.done } == 3)
    #expect(RunBatch().failedBefore == 0)
  }

  @Test func aGrandchildThatHoldsThePipeIsNotWaitedFor() async throws {
    let body = """
      if [ $run-$attempt = b-1 ]; then sleep 60 & echo $! > child; kill -9 $$; fi
      """
    let worker = try FakeWorker(body: body)
    let recorder = InMemoryRecorder()
    _ = try await worker.runner(recorder).run(RunBatch(runs("a", "b")))
    #expect(recorder.ends == ["a 1 completed", "b 2 completed"])
    let text = try String(contentsOfFile: worker.path + "/child", encoding: .utf8)
    let child = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(kill(child, SIGKILL) == 0, "the sweep waited until the grandchild had gone")
  }

  @Test func runsAreLostWhereTheExecutableIsMissing() async throws {
    let recorder = InMemoryRecorder()
    let worker = try FakeWorker()
    let runner = SweepRunner(
      executor: LocalExecutor(executable: "/no/such/piste", arguments: ["worker"]),
      recorder: recorder, options: SweepOptions(workers: 2, catchesSignals: false),
      makeAssignment: { worker.assignment($0, $1) })
    let result = try await runner.run(RunBatch(runs("a", "b")))
    #expect(result.outcomes == [.lost: 2])
    #expect(result.failures.allSatisfy { $0.kind == .lost })
    let reason = try #require(result.failures.first?.reason)
    #expect(reason.hasPrefix("no worker could be started: cannot start /no/such/piste"))
  }

  @Test func runsAreLostWhereWorkersDieBeforeTheyAreReady() async throws {
    let worker = try FakeWorker(start: "echo 'libopenblas.so.0: not found' >&2; exit 127")
    let recorder = InMemoryRecorder()
    let result = try await worker.runner(recorder).run(RunBatch(runs("a")))
    #expect(result.outcomes == [.lost: 1])
    #expect(
      result.failures.map(\.reason) == [
        "no worker could be started: worker exited with status 127\nlibopenblas.so.0: not found"
      ])
  }

  @Test func nonsenseFromAWorkerIsAFaultNotACrash() async throws {
    let worker = try FakeWorker(body: "[ $attempt = 1 ] && printf 'Segment \\001 fault\\n'")
    let recorder = InMemoryRecorder()
    _ = try await worker.runner(recorder).run(RunBatch(runs("a")))
    let outcome = recorder.ends
    // The worker may still get its last message out before the signal reaches it.
    #expect(outcome == ["a 2 completed"] || outcome == ["a 1 completed"])
  }

  @Test func theFollowUpSeesAllThatWasRecorded() async throws {
    let worker = try FakeWorker()
    let recorder = InMemoryRecorder()
    let seen = Mutex<[Int]>([])
    let result = try await worker.runner(recorder).run(RunBatch(runs("a", "b"))) {
      let count = recorder.ends.count
      seen.withLock { $0.append(count) }
      return count == 2 ? RunBatch(runs("c"), cached: 1) : RunBatch()
    }
    #expect(seen.withLock { $0 } == [2, 3])
    #expect(result.outcomes == [.completed: 3])
    #expect(result.cached == 1)
    #expect(worker.processIDs.count == 1)
  }

  @Test func anErrorOfTheFollowUpIsTold() async throws {
    struct NoMore: Error {}
    let worker = try FakeWorker()
    let recorder = InMemoryRecorder()
    await #expect(throws: NoMore.self) {
      try await worker.runner(recorder).run(RunBatch(runs("a"))) { throw NoMore() }
    }
    #expect(recorder.ends == ["a 1 completed"])
    #expect(worker.processIDs.allSatisfy { kill($0, 0) != 0 })
  }

  @Test(arguments: [0, 3, 6, 11])
  func aRecordThatFailsStopsTheSweepAndIsTold(capacity: Int) async throws {
    let worker = try FakeWorker()
    let recorder = InMemoryRecorder(capacity: capacity)
    await #expect(throws: InMemoryRecorder.Full.self) {
      try await worker.runner(recorder, workers: 2).run(RunBatch(runs("a", "b", "c", "d")))
    }
    #expect(worker.processIDs.allSatisfy { kill($0, 0) != 0 })
  }

  @Test func progressCountsWhatHappens() async throws {
    let worker = try FakeWorker(body: "[ $run-$attempt = b-1 ] && kill -9 $$")
    let recorder = InMemoryRecorder()
    let latest = Mutex(SweepProgress())
    let kinds = Mutex<[String]>([])
    let runner = worker.runner(recorder) { progress in
      if let event = progress.latest { kinds.withLock { $0.append(event.kind) } }
      latest.withLock { $0 = progress }
    }
    _ = try await runner.run(RunBatch(runs("a", "b"), cached: 2))
    let progress = latest.withLock { $0 }
    #expect(progress.total == 4)
    #expect(progress.done == 4)
    #expect(progress.running == 0)
    #expect(progress.lostAttempts == 1)
    #expect(progress.ended == [.completed: 2])
    #expect(progress.secondsLeft == 0)
    #expect(kinds.withLock { $0 } == recorder.events.map(\.kind))
  }
}

extension RunEvent {
  var kind: String {
    switch self {
    case .started: "started"
    case .began: "began"
    case .epoch: "epoch"
    case .workerEnded: "workerEnded"
    case .attemptLost: "attemptLost"
    case .requeued: "requeued"
    case .finished: "finished"
    }
  }
}
