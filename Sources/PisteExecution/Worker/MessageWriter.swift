private import Glibc
private import Synchronization

/// Writes messages to a pipe, each whole, from any thread.
package final class MessageWriter: Sendable {
  private let descriptor: Int32
  private let lock = Mutex(())

  /// Creates a writer to a descriptor that blocks.
  package init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Writes one message and waits until the pipe has taken all of it.
  ///
  /// The lock is held over the whole line, since the system keeps writes apart only up to 4 kB.
  ///
  /// - Throws: ``ExecutorError`` with code `.disconnected` if nobody reads the pipe any more.
  package func send(_ message: WorkerMessage) throws {
    let line = try WireFormat.line(message)
    try lock.withLock { _ in
      var sent = 0
      while sent < line.count {
        let count = line.withUnsafeBytes { bytes in
          write(descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
        }
        if count > 0 {
          sent += count
        } else if errno != EINTR {
          throw ExecutorError(
            .disconnected, "cannot reach the scheduler",
            underlying: String(cString: strerror(errno)))
        }
      }
    }
  }
}
