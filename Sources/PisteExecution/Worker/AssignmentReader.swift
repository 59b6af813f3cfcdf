private import Dispatch
private import Foundation
private import Glibc
private import Synchronization

/// Reads assignments from a pipe on a thread of its own.
///
/// A thread, not a Dispatch source: it must notice the scheduler's end while every other thread is
/// busy with matrix products, and end the process at once.
package final class AssignmentReader: Sendable {
  private enum Item { case assignment(Assignment), failure(ExecutorError), end }

  private let items = Mutex<[Item]>([])
  private let available = DispatchSemaphore(value: 0)
  private let pause = Atomic(false)

  /// Whether the run in hand is to be laid aside; once true, it stays so.
  package var isPausing: Bool { pause.load(ordering: .relaxed) }

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - descriptor: The pipe's reading end; blocks.
  ///   - atEnd: Called on the reading thread when the pipe has ended or failed.
  package init(_ descriptor: Int32, atEnd: @escaping @Sendable () -> Void) {
    let thread = Thread { [self] in
      read(descriptor)
      atEnd()
      put(.end)
    }
    thread.name = "piste-stdin"
    thread.start()
  }

  /// Waits for the next assignment.
  ///
  /// - Returns: The assignment, or nil once the pipe has ended.
  /// - Throws: ``ExecutorError`` with code `.garbled` if the scheduler wrote what is none.
  package func next() throws(ExecutorError) -> Assignment? {
    available.wait()
    switch items.withLock({ $0.removeFirst() }) {
    case .assignment(let assignment): return assignment
    case .failure(let error): throw error
    case .end:
      put(.end)
      return nil
    }
  }

  private func put(_ item: Item) {
    items.withLock { $0.append(item) }
    available.signal()
  }

  private func read(_ descriptor: Int32) {
    var framer = LineFramer()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      for element in framer.append(buffer[..<count]) {
        if let item = item(element) { put(item) }
      }
    }
  }

  private func item(_ element: LineFramer.Element) -> Item? {
    switch element {
    case .fault(let fault):
      return .failure(ExecutorError(.garbled, "the scheduler wrote a bad line: \(fault)"))
    case .line(let line):
      do {
        switch try WireFormat.decode(WorkerOrder.self, from: line) {
        case .run(let assignment): return .assignment(assignment)
        case .pause:
          pause.store(true, ordering: .relaxed)
          return nil
        }
      } catch {
        let text = "the scheduler wrote what is no order: \(WireFormat.excerpt(line))"
        return .failure(ExecutorError(.garbled, text, underlying: "\(error)"))
      }
    }
  }
}
