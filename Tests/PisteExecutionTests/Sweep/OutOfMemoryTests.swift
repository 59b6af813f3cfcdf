import PisteCore
import PisteExecution
import Synchronization
import Testing

@Suite struct OutOfMemoryTests {
  @Test(
    arguments: [
      (nil, nil, nil, nil, "; perhaps out of memory"),
      (0, 0, 0, 0, ""), (nil, 7, nil, 7, ""), (3, nil, 3, nil, ""),
      (0, 5, 1, 6, "; out of memory: the kernel's oom_kill count rose to 1"),
      (nil, 5, nil, 6, "; perhaps out of memory"),
      // Somebody else's process was killed.
      (0, 5, 0, 6, ""),
    ] as [(Int?, Int?, Int?, Int?, String)])
  func theKernelsCountsAreTheEvidence(
    ownBefore: Int?, allBefore: Int?, own: Int?, all: Int?, text: String
  ) {
    let before = OutOfMemoryEvidence(ownGroup: ownBefore, machine: allBefore)
    #expect(OutOfMemoryEvidence(ownGroup: own, machine: all).suspicion(since: before) == text)
  }

  @Test func aWorkerThatTheKernelKilledIsToldAsSuch() async throws {
    let count = Mutex(0)
    let worker = try FakeWorker(body: "kill -9 $$")
    let recorder = InMemoryRecorder()
    let runner = worker.runner(
      recorder,
      evidence: {
        // Rises each time it is read: the first reading is that of the start.
        let reading = count.withLock { count in
          count += 1
          return count
        }
        return OutOfMemoryEvidence(ownGroup: reading)
      })
    let result = try await runner.run(RunBatch(runs("a")))
    #expect(
      result.failures.map(\.reason) == [
        "worker killed by signal 9 (SIGKILL); out of memory: the kernel's oom_kill count rose to 3"
      ])
  }

  @Test func whereNothingIsKnownItIsSaidWithCare() async throws {
    let worker = try FakeWorker(body: "[ $run = a ] && kill -9 $$; kill -SEGV $$")
    let runner = worker.runner(InMemoryRecorder(), evidence: { OutOfMemoryEvidence() })
    let result = try await runner.run(RunBatch(runs("a", "b")))
    #expect(
      result.failures.map(\.reason) == [
        "worker killed by signal 9 (SIGKILL); perhaps out of memory",
        "worker killed by signal 11 (SIGSEGV)",
      ])
  }
}
