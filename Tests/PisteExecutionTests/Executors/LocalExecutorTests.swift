import Foundation
import Glibc
import PisteCore
import PisteExecution
import PisteExperiments
import Testing

@Suite struct LocalExecutorTests {
  /// Runs three workers at a time, each of which notes something about itself before it is ready.
  private func notes(_ note: String) async throws -> [String] {
    // Each waits for the others, so that all three live at one time.
    let body = """
      : > "here.$$"
      while [ "$(ls here.* | wc -l)" -lt 3 ]; do sleep 0.01; done
      ( \(note) ) > "note.$$"
      : > "noted.$$"
      while [ "$(ls noted.* | wc -l)" -lt 3 ]; do sleep 0.01; done
      """
    let worker = try FakeWorker(body: body)
    _ = try await worker.runner(InMemoryRecorder(), workers: 3).run(RunBatch(runs("a", "b", "c")))
    let ids = worker.processIDs
    #expect(ids.count == 3)
    return try ids.map { id in
      "\(id) " + (try String(contentsOfFile: "\(worker.path)/note.\(id)", encoding: .utf8))
    }
  }

  @Test func noDescriptorOfOneWorkerIsOpenInAnother() async throws {
    // If one were, that other would keep this one's stdin open when the scheduler dies.
    let notes = try await notes("for f in /proc/$$/fd/*; do readlink \"$f\"; done")
    var owners: [Substring: Int] = [:]
    for note in notes {
      let pipes = Set(note.split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix("pipe:") })
      #expect(pipes.count == 2, "stdin and stdout")
      for pipe in pipes { owners[pipe, default: 0] += 1 }
    }
    #expect(owners.count == 6)
    #expect(owners.values.allSatisfy { $0 == 1 })
  }

  @Test func eachWorkerLeadsAProcessGroup() async throws {
    let notes = try await notes("read -r _ _ _ _ group _ < /proc/$$/stat; echo $group")
    for note in notes {
      let words = note.split(whereSeparator: \.isWhitespace)
      #expect(words.count == 2)
      #expect(words.first == words.last)
    }
  }

  @Test func workersGetOneThreadForMatrices() async throws {
    for note in try await notes("echo $OPENBLAS_NUM_THREADS $OMP_NUM_THREADS") {
      let words: [Substring] = note.split(whereSeparator: \.isWhitespace)
      #expect(words.dropFirst() == ["1", "1"])
    }
  }

  @Test func aCrashOfAWorkerWouldBeToldInFewLines() async throws {
    let worker = try FakeWorker(body: "echo $SWIFT_BACKTRACE > note")
    func note(_ environment: [String: String]) async throws -> String {
      let runner = SweepRunner(
        executor: LocalExecutor(
          executable: worker.executor.executable, arguments: worker.executor.arguments,
          environment: environment), recorder: InMemoryRecorder(),
        options: SweepOptions(workers: 1, catchesSignals: false),
        makeAssignment: { worker.assignment($0, $1) })
      _ = try await runner.run(RunBatch(runs("a")))
      return try String(contentsOfFile: worker.path + "/note", encoding: .utf8)
    }
    let expected = getenv("SWIFT_BACKTRACE").map { String(cString: $0) }
    #expect(
      try await note([:])
        == (expected
          ?? "registers=none,images=none,threads=crashed,color=no,interactive=no,sanitize=yes")
        + "\n")
    #expect(try await note(["SWIFT_BACKTRACE": "enable=no"]) == "enable=no\n")
  }

  @Test func aBacktraceSettingOfTheUserStays() async {
    await #expect(processExitsWith: .success) {
      setenv("SWIFT_BACKTRACE", "limit=3", 1)
      let worker = try FakeWorker(body: "echo $SWIFT_BACKTRACE > note")
      _ = try await worker.runner(InMemoryRecorder()).run(RunBatch(runs("a")))
      let note = try String(contentsOfFile: worker.path + "/note", encoding: .utf8)
      guard note == "limit=3\n" else { exit(2) }
    }
  }

  @Test func noSignalIsBlockedOrIgnoredInAWorker() async throws {
    for note in try await notes("grep -E 'SigBlk|SigIgn' /proc/$$/status") {
      let words: [Substring] = note.split(whereSeparator: \.isWhitespace)
      let masks = words.filter { $0.count == 16 }
      #expect(masks.count == 2)
      for mask in masks {
        // Signals 1 to 31; 32 and 33 are the C library's own.
        let bits = try #require(UInt64(mask, radix: 16))
        #expect(bits & 0x7FFF_FFFF == 0)
      }
    }
  }

  @Test func workersLeaveWhenTheirStdinEnds() async throws {
    let worker = try FakeWorker(start: "trap ': > left.$$' EXIT")
    _ = try await worker.runner(InMemoryRecorder(), workers: 2).run(RunBatch(runs("a", "b", "c")))
    for id in worker.processIDs {
      #expect(FileManager.default.fileExists(atPath: "\(worker.path)/left.\(id)"))
      #expect(kill(id, 0) != 0)
    }
  }

  @Test func aWorkerWithoutStdoutIsReplaced() async throws {
    let worker = try FakeWorker(body: "[ $attempt = 1 ] && exec >&- && sleep 60")
    let recorder = InMemoryRecorder()
    _ = try await worker.runner(recorder).run(RunBatch(runs("a")))
    #expect(recorder.ends == ["a 2 completed"])
  }

  @Test func aLargeAssignmentArrivesWhole() async throws {
    // Larger than a pipe's 64 kB, so that it must be written in pieces.
    var large = plan("a")
    large.settings["note"] = .text(String(repeating: "x", count: 300_000))
    let worker = try FakeWorker(body: "echo ${#line} > size")
    let recorder = InMemoryRecorder()
    _ = try await worker.runner(recorder).run(RunBatch([QueuedRun(large)]))
    #expect(recorder.ends == ["a 1 completed"])
    let size = try String(contentsOfFile: worker.path + "/size", encoding: .utf8)
    #expect(Int(size.trimmingCharacters(in: .newlines)) ?? 0 > 300_000)
  }
}
