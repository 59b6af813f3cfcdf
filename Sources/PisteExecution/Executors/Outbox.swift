package import Dispatch
private import Glibc
package import SystemPackage

/// Writes to a pipe without ever waiting for its reader.
///
/// What the pipe does not take at once waits here and follows when it has room. A reader that has
/// gone is no error here: its end is told by other means, and what waited for it is dropped.
package struct Outbox {
  private let pipe: Pipe

  /// Takes over a descriptor that does not block; used on `queue` alone.
  package init(_ descriptor: FileDescriptor, queue: DispatchQueue) {
    pipe = Pipe(descriptor.rawValue, queue)
  }

  /// Writes bytes after those that still wait.
  package func write(_ bytes: [UInt8]) {
    guard !pipe.isClosed else { return }
    let isFirst = pipe.waiting.isEmpty
    pipe.waiting += bytes
    if isFirst { pipe.flush() }
  }

  /// Closes the pipe once what waits has been written; what follows is dropped.
  package func close() {
    pipe.isClosed = true
    if pipe.waiting.isEmpty { pipe.end() }
  }

  /// Closes the pipe; what waits is dropped.
  package func abandon() {
    pipe.isClosed = true
    pipe.waiting = []
    pipe.endUnlessWatched()
  }

  private final class Pipe {
    let descriptor: Int32
    let queue: DispatchQueue
    var waiting: [UInt8] = []
    var isClosed = false
    private var hasEnded = false
    private var source: (any DispatchSourceWrite)?
    private var sourceCount = 0

    init(_ descriptor: Int32, _ queue: DispatchQueue) {
      self.descriptor = descriptor
      self.queue = queue
    }

    func flush() {
      var sent = 0
      while sent < waiting.count {
        let count = waiting.withUnsafeBytes { bytes in
          Glibc.write(descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
        }
        if count > 0 {
          sent += count
        } else if errno == EAGAIN {
          waiting.removeFirst(sent)
          waitForRoom()
          return
        } else if errno != EINTR {
          isClosed = true
          sent = waiting.count
        }
      }
      waiting = []
      stopWaiting()
      if isClosed { end() }
    }

    func end() {
      guard !hasEnded else { return }
      hasEnded = true
      stopWaiting()
      closeIfUnused()
    }

    /// A source is let go only from its own handler, which the reader's end calls once more.
    func endUnlessWatched() {
      if source == nil { end() }
    }

    private func waitForRoom() {
      guard source == nil else { return }
      let source = DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: queue)
      source.setEventHandler { self.flush() }
      source.setCancelHandler {
        self.sourceCount -= 1
        self.closeIfUnused()
      }
      self.source = source
      sourceCount += 1
      source.activate()
    }

    private func stopWaiting() {
      source?.cancel()
      source = nil
    }

    /// Closes the descriptor once Dispatch has let go of it, so that no other can take its number
    /// while it is still watched.
    private func closeIfUnused() {
      if hasEnded, sourceCount == 0 { Glibc.close(descriptor) }
    }
  }
}
