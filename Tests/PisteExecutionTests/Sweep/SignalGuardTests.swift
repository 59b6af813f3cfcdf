import Foundation
import Glibc
import PisteCore
import PisteExecution
import Testing

/// Each in a process of its own, since a guard stays and a second signal ends the process.
///
/// The threads that run tests block signals, so each goes to the process and is waited for.
@Suite struct SignalGuardTests {
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func oneSignalOutsideOfASweepIsRemembered(number: Int32) async {
    await #expect(processExitsWith: .exitCode(7)) { [number] in
      try SignalGuard.install()
      try SignalGuard.install()
      guard !SignalGuard.isInterrupted else { exit(1) }
      exit(interrupt(number) ? 7 : 2)
    }
  }

  @Test func theSecondOutsideOfASweepEndsTheProcess() async {
    await #expect(processExitsWith: .exitCode(130)) {
      try SignalGuard.install()
      guard interrupt(SIGINT) else { exit(1) }
      kill(getpid(), SIGTERM)
      sleep(10)
      exit(2)
    }
  }

  @Test func oneBeforeASweepKeepsItFromLaunching() async {
    await #expect(processExitsWith: .exitCode(7)) {
      try SignalGuard.install()
      guard interrupt(SIGTERM) else { exit(1) }
      let worker = try FakeWorker()
      let recorder = InMemoryRecorder()
      let result = try await guardedRunner(worker, recorder).run(
        RunBatch(runs("a"), cached: 3))
      let isRight =
        result.interrupted && result.count == 0 && result.cached == 3
        && recorder.events.isEmpty && worker.processIDs.isEmpty
      exit(isRight ? 7 : 2)
    }
  }

  @Test func oneWithinASweepGoesToItAndIsRememberedAfterwards() async {
    await #expect(processExitsWith: .exitCode(7)) {
      try SignalGuard.install()
      let worker = try FakeWorker(body: "while [ ! -e go ]; do sleep 0.01; done")
      let recorder = InMemoryRecorder()
      let runner = guardedRunner(worker, recorder) { progress in
        if progress.interruptions > 0 {
          _ = FileManager.default.createFile(atPath: worker.path + "/go", contents: nil)
        } else if progress.running == 1 {
          kill(getpid(), SIGINT)
        }
      }
      let result = try await runner.run(RunBatch(runs("a", "b")))
      let isRight = result.interrupted && recorder.ends == ["a 1 completed"]
      exit(isRight && SignalGuard.isInterrupted ? 7 : 2)
    }
  }

  @Test func oneBetweenTwoSweepsIsCaught() async {
    await #expect(processExitsWith: .exitCode(7)) {
      try SignalGuard.install()
      let worker = try FakeWorker()
      let runner = guardedRunner(worker, InMemoryRecorder())
      let first = try await runner.run(RunBatch(runs("a")))
      guard interrupt(SIGTERM) else { exit(2) }
      let second = try await runner.run(RunBatch(runs("b")))
      exit(!first.interrupted && second.interrupted && second.count == 0 ? 7 : 3)
    }
  }

  @Test func quitEndsTheGuardedProcess() async {
    await #expect(processExitsWith: .signal(SIGQUIT)) {
      // Stands for the runtime's handler, which takes the signal for a crash and returns.
      signal(SIGQUIT) { _ in }
      try SignalGuard.install()
      kill(getpid(), SIGQUIT)
      sleep(10)
      exit(2)
    }
  }

  @Test func quitEndsAWorker() async {
    await #expect(processExitsWith: .signal(SIGQUIT)) {
      signal(SIGQUIT) { _ in }
      // A stdin that stays open: the end of it ends a worker.
      let pipe = Pipe()
      dup2(pipe.fileHandleForReading.fileDescriptor, STDIN_FILENO)
      _ = try WorkerChannel.takeOver()
      kill(getpid(), SIGQUIT)
      sleep(10)
      exit(2)
    }
  }
}

/// Signals this process; whether the guard remembers it before long.
private func interrupt(_ number: Int32) -> Bool {
  kill(getpid(), number)
  for _ in 0..<10_000 where !SignalGuard.isInterrupted { usleep(1000) }
  return SignalGuard.isInterrupted
}

private func guardedRunner(
  _ worker: FakeWorker, _ recorder: InMemoryRecorder,
  progress: @escaping @Sendable (SweepProgress) -> Void = { _ in }
) -> SweepRunner {
  SweepRunner(
    executor: worker.executor, recorder: recorder, options: SweepOptions(workers: 1),
    makeAssignment: { worker.assignment($0, $1) }, progress: progress)
}
