import Foundation
import Glibc
import PisteCore
import PisteExecution
import PisteTestSupport
import Synchronization
import Testing

@Suite struct WorkerChannelTests {
  /// A channel over pipes, with the scheduler's ends of them.
  private struct Line {
    let orders: FileHandle
    let messages: FileHandle
    let hasEnded = DispatchSemaphore(value: 0)
    let channel: WorkerChannel
    private let inner: [FileHandle]

    init(logTargets: [Int32] = []) {
      let (input, output) = (Pipe(), Pipe())
      (orders, messages) = (input.fileHandleForWriting, output.fileHandleForReading)
      inner = [input.fileHandleForReading, output.fileHandleForWriting]
      channel = WorkerChannel(
        input: inner[0].fileDescriptor, output: inner[1].fileDescriptor, logTargets: logTargets,
        atEnd: { [hasEnded] in hasEnded.signal() })
    }

    func order(_ text: String) throws { try orders.write(contentsOf: Data(text.utf8)) }

    /// Ends the orders, and waits until the reading thread has let go of its descriptor.
    func close() throws {
      try orders.close()
      hasEnded.wait()
    }

    /// All messages until the worker's end is closed.
    func heard() throws -> [WorkerMessage] {
      try inner[1].close()
      var framer = LineFramer()
      let bytes = try messages.readToEnd() ?? Data()
      return try framer.append(bytes).map { element in
        guard case .line(let line) = element else { throw CancellationError() }
        return try WireFormat.decode(WorkerMessage.self, from: line)
      }
    }
  }

  private func assignment(_ name: String, log: String = "/l") -> Assignment {
    Assignment(
      plan: plan(name), attempt: 1, logFile: log, artifactsDirectory: nil, cacheDirectory: "/c",
      baseDirectory: "/b")
  }

  @Test func assignmentsArriveInOrderHoweverTheyAreCut() throws {
    let line = Line()
    let orders = try [assignment("a"), assignment("b")].map {
      try WireFormat.line(WorkerOrder.run($0))
    }
    for piece in orders.flatMap({ $0 }) { try line.orders.write(contentsOf: [piece]) }
    #expect(try line.channel.next() == assignment("a"))
    #expect(try line.channel.next() == assignment("b"))
    try line.close()
    #expect(try line.channel.next() == nil)
    #expect(try line.channel.next() == nil)
  }

  @Test func theEndOfStdinIsNoticedWhileNobodyAsks() throws {
    let line = Line()
    try line.close()
  }

  @Test func nonsenseFromTheSchedulerIsAnError() throws {
    let line = Line()
    try line.order("{\"kind\":\"dance\"}\n")
    let error = #expect(throws: ExecutorError.self) { try line.channel.next() }
    #expect(error?.code == .garbled)
    #expect(error?.message.contains("dance") == true)
    try line.close()
  }

  @Test func messagesFromManyThreadsStayWhole() throws {
    let line = Line()
    let long = EpochReport(
      epoch: 1, metrics: MetricValues(["lr": 0.1]),
      steps: (1...300).map { StepReport(step: $0, metrics: MetricValues(["train/loss": 0.5])) })
    // The reader must run beside the writers: together they write far more than a pipe holds.
    let heard = Mutex<[WorkerMessage]>([])
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      var framer = LineFramer()
      while heard.withLock({ $0.count }) < 80 {
        for case .line(let bytes) in framer.append(line.messages.availableData) {
          guard let message = try? WireFormat.decode(WorkerMessage.self, from: bytes) else {
            Issue.record("a message was torn")
            continue
          }
          heard.withLock { $0.append(message) }
        }
      }
      done.signal()
    }
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for attempt in 1...10 {
        do {
          try line.channel.send(.epoch(run: RunID(hex: "\(thread)"), attempt: attempt, long))
        } catch {
          Issue.record(error)
        }
      }
    }
    done.wait()
    #expect(Set(heard.withLock { $0 }).count == 80)
    try line.close()
  }

  @Test func heartbeatsComeAtMostOnceASecond() throws {
    let folder = try TemporaryDirectory()
    let line = Line()
    try line.channel.heartbeat()
    try line.channel.begin(assignment("a", log: folder.path + "/logs/a.log"))
    let start = ContinuousClock.Instant.now
    for tenth in 0..<45 { try line.channel.heartbeat(at: start + .milliseconds(100 * tenth)) }
    let expected = WorkerMessage.heartbeat(run: RunID(hex: "a"), attempt: 1)
    // Due within seconds 1, 2, 3 and 4 after the begin.
    #expect(try line.heard() == Array(repeating: expected, count: 4))
    try line.close()
  }

  @Test func workBetweenStepsIsASignOfLife() throws {
    let folder = try TemporaryDirectory()
    let line = Line()
    // Without a run there is nothing to speak of.
    try line.channel.pulse(at: .now)
    try line.channel.begin(assignment("a", log: folder.path + "/a.log"))
    let start = ContinuousClock.Instant.now
    for second in 1...3 {
      // Work on this thread, whose run it is; in between the pulse asks from another.
      var sum = 0.0
      let end = ContinuousClock.Instant.now + .milliseconds(5)
      while ContinuousClock.Instant.now < end { sum += 1 }
      #expect(sum > 0)
      try line.channel.pulse(at: start + .seconds(second))
    }
    #expect(try line.heard().count == 3)
    try line.close()
  }

  @Test func aThreadThatWaitsForEverIsNotAlive() throws {
    let folder = try TemporaryDirectory()
    let line = Line()
    let (hasBegun, goOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let log = folder.path + "/a.log"
    Thread.detachNewThread { [assignment = assignment("a", log: log), channel = line.channel] in
      do { try channel.begin(assignment) } catch { Issue.record(error) }
      hasBegun.signal()
      goOn.wait()
      hasBegun.signal()
    }
    hasBegun.wait()
    usleep(50_000)
    let start = ContinuousClock.Instant.now
    // The first may still see the way into the wait.
    for second in 1...5 { try line.channel.pulse(at: start + .seconds(second)) }
    goOn.signal()
    hasBegun.wait()
    #expect(try line.heard().count <= 1)
    try line.close()
  }

  @Test func theOrderToLayTheRunAsideIsNoAssignment() throws {
    let line = Line()
    #expect(!line.channel.isPausing)
    try line.orders.write(contentsOf: WireFormat.line(WorkerOrder.pause))
    try line.orders.write(contentsOf: WireFormat.line(WorkerOrder.run(assignment("a"))))
    // Orders are read one after another.
    #expect(try line.channel.next() == assignment("a"))
    #expect(line.channel.isPausing)
    try line.close()
  }

  @Test func aReaderThatHasGoneIsAnErrorNotASignal() throws {
    signal(SIGPIPE, SIG_IGN)
    let line = Line()
    try line.messages.close()
    let error = #expect(throws: ExecutorError.self) { try line.channel.sendReady() }
    #expect(error?.code == .disconnected)
    try line.close()
  }

  @Test func attemptsShareALogWithAHeaderEach() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path + "/logs/a.log"
    // Stands for stderr.
    let target = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { close(target) }
    for attempt in 1...2 {
      try WorkerLog.redirect([target], to: path, attempt: attempt)
      let text = Array("words \(attempt)\n".utf8)
      #expect(write(target, text, text.count) == text.count)
    }
    let log = try String(contentsOfFile: path, encoding: .utf8)
    #expect(log == "== attempt 1 ==\nwords 1\n== attempt 2 ==\nwords 2\n")
    #expect(LogTail.read(path: path, from: 0) == "words 1\nwords 2")
    #expect(LogTail.read(path: path, from: log.utf8.count / 2) == "words 2")
  }

  @Test func lastWordsGoBesideTheLog() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryDirectory()
      let (input, file) = (Pipe(), try NamelessFile.open())
      dup2(input.fileHandleForReading.fileDescriptor, STDIN_FILENO)
      dup2(file, STDERR_FILENO)
      let channel = try WorkerChannel.takeOver()
      try channel.begin(
        Assignment(
          plan: plan("a"), attempt: 1, logFile: folder.path + "/a.log", artifactsDirectory: nil,
          cacheDirectory: "/c", baseDirectory: "/b"))
      FileHandle.standardError.write(Data("to the log\n".utf8))
      channel.leaveWord("beside it")
      guard LogTail.read(file) == "beside it" else { exit(2) }
      guard LogTail.read(path: folder.path + "/a.log", from: 0) == "to the log" else { exit(3) }
    }
  }

  @Test func aLogThatCannotBeMadeIsAnError() {
    let error = #expect(throws: ExecutorError.self) {
      try WorkerLog.redirect([], to: "/dev/null/logs/a.log", attempt: 1)
    }
    #expect(error?.code == .cannotLog)
  }
}
