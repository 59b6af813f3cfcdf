import Dispatch
import PisteCore
import PisteExecution
import Synchronization
import Testing

@Suite struct RecordQueueTests {
  private let home = DispatchQueue(label: "home")

  private func event(_ number: Int) -> RunEvent {
    .requeued(RunID(hex: "\(number)"), attempt: number)
  }

  @Test func everyEventIsWrittenOnceInOrder() async {
    let recorder = InMemoryRecorder()
    let queue = RecordQueue(recorder, home: home) { Issue.record($0) }
    await withCheckedContinuation { continuation in
      home.async {
        for number in 0..<5000 { queue.append(event(number)) }
        queue.flush { continuation.resume() }
      }
    }
    #expect(recorder.events == (0..<5000).map(event))
  }

  @Test func eventsAreGrouped() async {
    let recorder = InMemoryRecorder()
    let queue = RecordQueue(recorder, home: home) { Issue.record($0) }
    await withCheckedContinuation { continuation in
      home.async {
        for number in 0..<1000 { queue.append(event(number)) }
        queue.flush { continuation.resume() }
      }
    }
    // The first group of 64; the rest gathered while it was written, since `home` was busy.
    #expect(recorder.recordedGroups.map(\.count) == [64, 936])
  }

  @Test func aLoneEventIsWrittenWithoutAFlush() async {
    let recorder = InMemoryRecorder()
    let queue = RecordQueue(recorder, home: home) { Issue.record($0) }
    home.async { queue.append(event(1)) }
    while recorder.events.isEmpty { await Task.yield() }
    #expect(recorder.events == [event(1)])
  }

  @Test func aBacklogMakesTheCallerWait() async {
    let recorder = InMemoryRecorder()
    let queue = RecordQueue(recorder, home: home, backlogLimit: 100) { Issue.record($0) }
    await withCheckedContinuation { continuation in
      home.async {
        for number in 0..<150 { queue.append(event(number)) }
        #expect(recorder.events.count >= 100)
        queue.flush { continuation.resume() }
      }
    }
    #expect(recorder.events == (0..<150).map(event))
  }

  @Test func afterAFailureNothingIsWritten() async {
    let recorder = InMemoryRecorder(capacity: 100)
    let failures = Mutex(0)
    await withCheckedContinuation { continuation in
      let queue = RecordQueue(recorder, home: home) { _ in
        failures.withLock { $0 += 1 }
        continuation.resume()
      }
      home.async {
        for number in 0..<200 { queue.append(event(number)) }
        queue.flush { Issue.record("flushed what was not written") }
      }
    }
    await withCheckedContinuation { continuation in home.async { continuation.resume() } }
    #expect(failures.withLock { $0 } == 1)
    #expect(recorder.events == (0..<64).map(event))
  }
}
