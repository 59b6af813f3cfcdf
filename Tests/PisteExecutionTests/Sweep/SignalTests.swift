import Foundation
import Glibc
import PisteCore
import PisteExecution
import Synchronization
import Testing

/// Real signals to this very process, which therefore come one test after another.
@Suite(.serialized) struct SignalTests {
  /// Runs a and b on one worker; sends a signal when a starts and after each interruption, as long
  /// as there are any.
  private func sweep(
    _ signals: [Int32], worker: FakeWorker, recorder: InMemoryRecorder
  ) async throws -> SweepSummary {
    let left = Mutex(signals)
    let interruptions = Mutex(-1)
    let runner = SweepRunner(
      executor: worker.executor, recorder: recorder, options: SweepOptions(workers: 1),
      makeAssignment: { worker.assignment($0, $1) },
      progress: { progress in
        let isNew = interruptions.withLock { seen in
          guard progress.running == 1, progress.interruptions > seen else { return false }
          seen = progress.interruptions
          return true
        }
        guard isNew else { return }
        if let next = left.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
          kill(getpid(), next)
        } else {
          _ = FileManager.default.createFile(atPath: worker.path + "/go", contents: nil)
        }
      })
    return try await runner.run(RunBatch(runs("a", "b")))
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func theFirstSignalHasTheRunLaidAside(number: Int32) async throws {
    // Where it is ignored, as under nohup, it stays so.
    let before = signal(SIGHUP, SIG_DFL)
    defer { signal(SIGHUP, before) }
    let worker = try FakeWorker(body: FakeWorker.layAside)
    let recorder = InMemoryRecorder()
    let result = try await sweep([number], worker: worker, recorder: recorder)
    #expect(result.interrupted)
    #expect(result.failures.isEmpty)
    #expect(recorder.events.map(\.kind) == ["started", "requeued"])
    #expect(worker.processIDs.allSatisfy { kill($0, 0) != 0 })
  }

  @Test func aWorkerThatDoesNotAnswerIsMadeToGo() async throws {
    let worker = try FakeWorker(start: "trap '' TERM", body: "kill -STOP $$")
    let recorder = InMemoryRecorder()
    let result = try await sweep([SIGINT], worker: worker, recorder: recorder)
    #expect(result.interrupted)
    #expect(recorder.events.map(\.kind) == ["started", "workerEnded", "requeued"])
    #expect(worker.processIDs.allSatisfy { kill($0, 0) != 0 })
  }

  @Test func aRunThatEndsInTimeIsNotLaidAside() async throws {
    let worker = try FakeWorker(body: "while [ ! -e go ]; do sleep 0.01; done")
    let recorder = InMemoryRecorder()
    let result = try await sweep([SIGINT], worker: worker, recorder: recorder)
    #expect(result.interrupted)
    #expect(recorder.ends == ["a 1 completed"])
    #expect(recorder.starts == ["a": 1])
    #expect(worker.processIDs.allSatisfy { kill($0, 0) != 0 })
  }

  @Test func theSecondSignalEndsTheGroupAndTheRunWaitsAgain() async throws {
    let worker = try FakeWorker(body: "sleep 60 & echo $! > child; wait; sleep 60")
    let recorder = InMemoryRecorder()
    let result = try await sweep([SIGTERM, SIGINT], worker: worker, recorder: recorder)
    #expect(result.interrupted)
    #expect(result.failures.isEmpty)
    #expect(recorder.events.map(\.kind) == ["started", "workerEnded", "requeued"])
  }

  @Test func theThirdSignalKills() async throws {
    let worker = try FakeWorker(
      start: "trap '' TERM", body: "while :; do sleep 0.01; done")
    let recorder = InMemoryRecorder()
    let result = try await sweep([SIGINT, SIGTERM, SIGINT], worker: worker, recorder: recorder)
    #expect(result.interrupted)
    #expect(recorder.events.map(\.kind) == ["started", "workerEnded", "requeued"])
  }

  @Test func handlersAreGivenBack() async throws {
    func handler(_ number: Int32) -> Int {
      var action = sigaction()
      sigaction(number, nil, &action)
      return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    }
    let before = [SIGINT, SIGTERM, SIGHUP].map(handler)
    let worker = try FakeWorker(body: "while [ ! -e go ]; do sleep 0.01; done")
    _ = try await sweep([SIGINT], worker: worker, recorder: InMemoryRecorder())
    #expect([SIGINT, SIGTERM, SIGHUP].map(handler) == before)
  }
}
