package import Dispatch
private import Foundation
private import Glibc
private import SystemPackage

/// One worker process as its scheduler holds it.
///
/// `@unchecked Sendable`: every stored variable is touched on `queue` alone, which is serial; each
/// method asserts it.
package final class WorkerProcess: WorkerHandle, @unchecked Sendable {
  private let queue: DispatchQueue
  private let report: @Sendable (WorkerEvent) -> Void
  private let output: FileDescriptor
  private let errors: FileDescriptor
  private let outbox: Outbox
  private var framer = LineFramer()
  private var processID: Int32?
  private var pendingSignal: Int32?
  private var end: ProcessEnd?
  private var isReading = true
  private var isOver = false

  /// Takes over the scheduler's ends of the pipes.
  package init(
    pipes: WorkerPipes, queue: DispatchQueue, report: @escaping @Sendable (WorkerEvent) -> Void
  ) {
    self.queue = queue
    self.report = report
    output = pipes.output
    errors = pipes.errors
    outbox = Outbox(pipes.input, queue: queue)
  }

  /// Begins to listen, on a thread of its own that ends with the pipe.
  ///
  /// Not by a Dispatch source: on Linux its event loop can crash when a pipe hangs up while the
  /// source that watches it is let go, and every worker's pipe hangs up.
  package func start() {
    dispatchPrecondition(condition: .onQueue(queue))
    let (descriptor, queue) = (output.rawValue, queue)
    let thread = Thread { [self] in
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        let bytes = Array(buffer[..<count])
        // Waiting until it is taken lets a worker wait that says more than can be written down.
        queue.sync { self.take(bytes) }
      }
      close(descriptor)
      queue.async { self.stopReading() }
    }
    thread.start()
  }

  // MARK: Orders

  package func assign(_ assignment: Assignment) throws {
    dispatchPrecondition(condition: .onQueue(queue))
    outbox.write(try WireFormat.line(WorkerOrder.run(assignment)))
  }

  package func pause() throws {
    dispatchPrecondition(condition: .onQueue(queue))
    outbox.write(try WireFormat.line(WorkerOrder.pause))
  }

  package func shutDown() {
    dispatchPrecondition(condition: .onQueue(queue))
    outbox.close()
  }

  package func terminate() { signal(SIGTERM) }

  package func kill() { signal(SIGKILL) }

  private func signal(_ number: Int32) {
    dispatchPrecondition(condition: .onQueue(queue))
    guard !isOver else { return }
    guard let processID else {
      // The spawn is under way; the signal follows as soon as there is somebody to take it.
      pendingSignal = pendingSignal == SIGKILL ? SIGKILL : number
      return
    }
    // The group may be empty already, its end not yet told here: then there is nobody to signal.
    _ = Glibc.kill(-processID, number)
  }

  // MARK: What the process does

  package func hasStarted(_ processID: Int32) {
    dispatchPrecondition(condition: .onQueue(queue))
    self.processID = processID
    if let pendingSignal { signal(pendingSignal) }
  }

  package func hasNotStarted(_ error: ExecutorError) {
    dispatchPrecondition(condition: .onQueue(queue))
    conclude(.launchFailed(error))
  }

  package func hasEnded(_ end: ProcessEnd) {
    dispatchPrecondition(condition: .onQueue(queue))
    self.end = end
    if !isReading { return bury() }
    // The pipe ends with the process, unless a child of it holds the other end: for that nobody
    // waits longer than it takes to read what the process itself left in the pipe.
    queue.asyncAfter(deadline: .now() + .milliseconds(250)) { [self] in bury() }
  }

  private func bury() {
    guard let end, !isOver else { return }
    if let fault = framer.finish() { tell(fault) }
    conclude(.ended(end, lastWords: LogTail.read(errors.rawValue)))
  }

  private func conclude(_ event: WorkerEvent) {
    guard !isOver else { return }
    isOver = true
    processID = nil
    outbox.abandon()
    close(errors.rawValue)
    report(event)
  }

  private func stopReading() {
    isReading = false
    if end == nil { expectEnd() } else { bury() }
  }

  /// A worker that cannot speak any more is of no use, even if it does not go.
  ///
  /// The time is long, since on a busy machine the news of its end may come late.
  private func expectEnd() {
    guard !isOver else { return }
    queue.asyncAfter(deadline: .now() + 20) { [weak self] in
      guard let self, !isOver else { return }
      report(.garbled(ExecutorError(.disconnected, "the worker closed its stdout and stayed")))
    }
  }

  private func take(_ bytes: [UInt8]) {
    guard !isOver else { return }
    for element in framer.append(bytes) {
      switch element {
      case .fault(let fault):
        tell(fault)
      case .line(let line):
        do {
          report(.message(try WireFormat.decode(WorkerMessage.self, from: line)))
        } catch {
          let text = "the worker wrote what is no message: \(WireFormat.excerpt(line))"
          report(.garbled(ExecutorError(.garbled, text)))
        }
      }
    }
  }

  private func tell(_ fault: FramingFault) {
    switch fault {
    case .tooLong(let limit):
      report(.garbled(ExecutorError(.garbled, "the worker wrote a line above \(limit) bytes")))
    case .unfinished:
      // Its death is about to be told, and says more than half a line does.
      break
    }
  }
}
