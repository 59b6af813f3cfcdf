import Glibc
import PisteCore
import PisteExecution
import Testing

/// Trouble of the machine, told by a worker's exit status, is no fault of a run.
@Suite struct EnvironmentTroubleTests {
  private func trouble(
    _ body: String, recorder: InMemoryRecorder, workers: Int = 1, start: String = ":"
  ) async throws -> ExecutorError? {
    let worker = try FakeWorker(start: start, body: body)
    let error = await #expect(throws: ExecutorError.self) {
      try await worker.runner(recorder, workers: workers).run(RunBatch(runs("a", "b", "c")))
    }
    #expect(worker.processIDs.allSatisfy { kill($0, 0) != 0 })
    return error
  }

  @Test func aFullDiskHaltsTheSweepAndTheRunWaitsAgain() async throws {
    let recorder = InMemoryRecorder()
    let body = """
      echo "epoch 1" >> "$log"
      if [ $run = b ]; then
        echo "error: cannot write /w/final.safetensors: No space left on device [file]" >> "$log"
        exit 74
      fi
      """
    let error = try await trouble(body, recorder: recorder)
    #expect(error?.code == .environment)
    #expect(
      error?.message == "cannot write /w/final.safetensors: No space left on device [file]")
    // Written although the sweep failed: the run waits, and none after it was begun.
    let latest = recorder.events.suffix(3).map { "\($0.run) \($0.kind)" }
    #expect(latest == ["b started", "b workerEnded", "b requeued"])
    #expect(recorder.ends == ["a 1 completed"])
  }

  @Test func theOtherWorkersGoAndTheirRunsWaitAgain() async throws {
    let recorder = InMemoryRecorder()
    let body = """
      : > "has.$run"
      while [ ! -e has.a ] || [ ! -e has.b ]; do sleep 0.01; done
      [ $run = a ] && exit 74
      sleep 60
      """
    let error = try await trouble(body, recorder: recorder, workers: 2)
    #expect(error?.code == .environment)
    #expect(error?.message.contains("is the disk full?") == true)
    #expect(recorder.ends.isEmpty)
    #expect(Set(recorder.events.filter { $0.kind == "requeued" }.map(\.run.hex)) == ["a", "b"])
  }

  @Test func wordsThatTheLogCouldNotTakeAreTold() async throws {
    let recorder = InMemoryRecorder()
    let body = """
      echo noise >> "$log"; echo 'error: cannot write the log' >&2; exit 74
      """
    let error = try await trouble(body, recorder: recorder)
    #expect(error?.message == "cannot write the log")
  }

  @Test func wordsInTheLogOfTheRunBeforeAreTold() async throws {
    // Where a worker cannot open a log, its stderr still goes to the one before.
    let recorder = InMemoryRecorder()
    let body = """
      [ $run = b ] && { echo 'error: cannot open b.log' >> "$before"; exit 74; }
      before=$log; echo 'all is well' >> "$log"
      """
    let error = try await trouble(body, recorder: recorder)
    #expect(error?.message == "cannot open b.log")
  }

  @Test func aWorkerThatCannotEvenBeginHaltsTheSweep() async throws {
    let recorder = InMemoryRecorder()
    let error = try await trouble(
      ":", recorder: recorder, start: "echo 'error: no cache' >&2; exit 74")
    #expect(error?.message == "no cache")
    #expect(recorder.events.isEmpty)
  }

  @Test(arguments: [1, 65, 70, 73, 75])
  func otherStatusesCountAsDeaths(status: Int32) async throws {
    let worker = try FakeWorker(body: "exit \(status)")
    let recorder = InMemoryRecorder()
    let result = try await worker.runner(recorder).run(RunBatch(runs("a")))
    #expect(result.failures.map(\.reason) == ["worker exited with status \(status)"])
  }
}
