import Dispatch
import Foundation
import Glibc
import PisteCore
import PisteExecution
import Synchronization
import Testing

@Suite struct BackpressureTests {
  /// Writes nothing until it is let.
  private final class Gate: RunRecorder {
    let opening = DispatchSemaphore(value: 0)
    let inner = InMemoryRecorder()
    func record(_ events: [RunEvent]) throws {
      opening.wait()
      opening.signal()
      try inner.record(events)
    }
  }

  /// Writes until all is written or the pipe has been full for a while; returns how much it took.
  private func flood(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Int {
    var sent = 0
    while sent < bytes.count {
      let rest = bytes.dropFirst(sent)
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        sent += count
        continue
      }
      var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard errno == EAGAIN, poll(&room, 1, 300) == 1 else { break }
    }
    return sent
  }

  @Test func aFloodWithASlowRecorderWaitsInTheWorkerAndLosesNothing() async throws {
    let home = DispatchQueue(label: "home")
    let gate = Gate()
    let record = RecordQueue(gate, home: home, backlogLimit: 100) { Issue.record($0) }
    let pipes = try WorkerPipes()
    let ended = AsyncStream.makeStream(of: WorkerEvent.self)
    let process = WorkerProcess(pipes: pipes, queue: home) { event in
      guard case .message(.epoch(let run, let attempt, let report)) = event else {
        ended.continuation.yield(event)
        return
      }
      record.append(.epoch(run, attempt: attempt, report))
    }
    home.async { process.start() }
    let count = 8000
    let lines = try (1...count).map { try WireFormat.line(WorkerMessage.epoch("a", $0)) }
    let bytes = lines.flatMap { $0 }
    let (input, output, errors) = pipes.childDescriptors
    #expect(fcntl(output, F_SETFL, O_NONBLOCK) == 0)

    // What a pipe holds, what the reader holds, and what the backlog holds, with room for a group
    // of lines that arrived together.
    let bound = 3 * 65_536 + 100 * lines[0].count
    #expect(bytes.count > 3 * bound)
    let taken = flood(output, bytes[...])
    #expect(taken < bound, "the reader went on although nothing could be written down")

    gate.opening.signal()
    #expect(fcntl(output, F_SETFL, 0) == 0, "from now on a write waits")
    let rest = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: flood(output, bytes[taken...])) }
    }
    #expect(rest == bytes.count - taken)
    for descriptor in [input, output, errors] { close(descriptor) }
    home.async { process.hasEnded(.exited(0)) }
    var events = ended.stream.makeAsyncIterator()
    #expect(await events.next() == .ended(.exited(0), lastWords: ""))
    await withCheckedContinuation { continuation in
      home.async { record.flush { continuation.resume() } }
    }
    let attempts = gate.inner.events.compactMap { event -> Int? in
      if case .epoch(_, let attempt, _) = event { attempt } else { nil }
    }
    let isComplete = attempts.elementsEqual(1...count)
    #expect(isComplete, "\(attempts.count) of \(count) messages, or not in order")
  }
}
