internal import Dispatch
private import Glibc
private import Synchronization
private import SystemPackage

/// Catches the signals that ask a sweep to stop, and gives them back.
///
/// The handler writes a byte to a pipe, which a Dispatch source reads on the sweep's queue. Not a signal
/// source of Dispatch: on Linux that installs its handler once in a process and never again, so that
/// a second sweep would die of the signal that the first had given back.
///
/// `@unchecked Sendable`: every stored variable is touched on the sweep's queue alone.
final class SignalCatcher: @unchecked Sendable {
  private static let caught = [SIGINT, SIGTERM, SIGHUP]

  /// Where the handler writes; global because a handler can carry nothing along.
  private static let target = Atomic<Int32>(-1)

  private let source: any DispatchSourceRead
  private let writeEnd: FileDescriptor
  private var before: [(number: Int32, action: sigaction)] = []

  /// Catches INT, TERM and HUP from now on.
  ///
  /// - Parameters:
  ///   - queue: The queue on which `handler` is called.
  ///   - handler: Called for each signal.
  /// - Throws: ``ExecutorError`` with code `.noDescriptor`.
  init(
    on queue: DispatchQueue, handler: @escaping @Sendable () -> Void
  ) throws(ExecutorError) {
    let pipe: (readEnd: FileDescriptor, writeEnd: FileDescriptor)
    do {
      pipe = try FileDescriptor.pipe(options: [.closeOnExec, .nonBlocking])
    } catch {
      throw ExecutorError(.noDescriptor, "cannot watch for signals", underlying: "\(error)")
    }
    let input = pipe.readEnd.rawValue
    writeEnd = pipe.writeEnd
    source = DispatchSource.makeReadSource(fileDescriptor: input, queue: queue)
    source.setEventHandler { [source] in
      var byte: UInt8 = 0
      var count = 1
      while count == 1 {
        count = read(input, &byte, 1)
        if count == 1 { handler() }
      }
      // The other end was closed by `stop`. Only here is the source let go: see `WorkerProcess`.
      if count == 0 { source.cancel() }
    }
    source.setCancelHandler { close(input) }
    source.activate()
    Self.target.store(writeEnd.rawValue, ordering: .sequentiallyConsistent)
    for number in Self.caught { catchSignal(number) }
  }

  private func catchSignal(_ number: Int32) {
    var old = sigaction()
    sigaction(number, nil, &old)
    // `nohup` ignores HUP on purpose: leave it so. Shells ignore INT for what they start in the
    // background, yet one who sends it by name means it.
    if number == SIGHUP, Self.isIgnored(old) { return }
    var new = sigaction()
    new.sa_flags = SA_RESTART
    // Only calls that are safe within a signal handler.
    new.__sigaction_handler.sa_handler = { _ in
      let savedError = errno
      var byte: UInt8 = 1
      _ = write(SignalCatcher.target.load(ordering: .sequentiallyConsistent), &byte, 1)
      errno = savedError
    }
    sigaction(number, &new, nil)
    before.append((number, old))
  }

  /// Gives the signals back to whoever had them.
  func stop() {
    for (number, action) in before {
      var action = action
      sigaction(number, &action, nil)
    }
    before = []
    let descriptor = writeEnd.rawValue
    Self.target.store(-1, ordering: .sequentiallyConsistent)
    close(descriptor)
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
