private import Dispatch
private import Glibc
private import Synchronization
private import SystemPackage

// What the handler touches; global because a handler can carry nothing along. All of it has been
// touched before a handler is set, since the first use of a global may wait for a lock.
private let signalCount = Atomic<Int>(0)
private let subscriberCount = Atomic<Int>(0)
private let wakeEnd = Atomic<Int32>(-1)

/// Catches the signals that ask a process to stop, counts them and tells its sweeps.
///
/// The handler counts, then writes a byte to a pipe, which a Dispatch source reads. Not a signal source
/// of Dispatch: on Linux that installs its handler once in a process and never again, so that a
/// second sweep would die of the signal that the first had given back. The pipe and its source are
/// made once and live as long as the process, so that no handler can write to a descriptor that has
/// become another's.
final class SignalCatcher: Sendable {
  static let shared = SignalCatcher()

  private static let caught = [SIGINT, SIGTERM, SIGHUP]

  private struct State {
    var isInstalled = false
    var subscribers: [Int: @Sendable () -> Void] = [:]
    var latestID = 0
    var before: [(number: Int32, action: sigaction)] = []
    var source: (any DispatchSourceRead)?

    var isNeeded: Bool { isInstalled || !subscribers.isEmpty }
  }

  private let state = Mutex(State())

  /// Signals since they are caught.
  var count: Int { signalCount.load(ordering: .sequentiallyConsistent) }

  func install() throws(ExecutorError) {
    try state.withLock { state throws(ExecutorError) in
      guard !state.isInstalled else { return }
      try Self.begin(&state)
      state.isInstalled = true
      Self.handle(SIGQUIT, by: SIG_DFL, &state)
    }
  }

  func uninstall() {
    state.withLock { state in
      state.isInstalled = false
      Self.endIfUnneeded(&state)
      signalCount.store(0, ordering: .sequentiallyConsistent)
    }
  }

  func subscribe(_ handler: @escaping @Sendable () -> Void) throws(ExecutorError) -> Int {
    try state.withLock { state throws(ExecutorError) in
      try Self.begin(&state)
      state.latestID += 1
      state.subscribers[state.latestID] = handler
      subscriberCount.store(state.subscribers.count, ordering: .sequentiallyConsistent)
      return state.latestID
    }
  }

  func unsubscribe(_ id: Int) {
    state.withLock { state in
      state.subscribers[id] = nil
      subscriberCount.store(state.subscribers.count, ordering: .sequentiallyConsistent)
      Self.endIfUnneeded(&state)
    }
  }

  private func tell() {
    for handler in state.withLock({ Array($0.subscribers.values) }) { handler() }
  }

  // MARK: Handlers

  private static func begin(_ state: inout State) throws(ExecutorError) {
    guard !state.isNeeded else { return }
    if state.source == nil { state.source = try makeSource() }
    signalCount.store(0, ordering: .sequentiallyConsistent)
    subscriberCount.store(0, ordering: .sequentiallyConsistent)
    for number in caught {
      // Only calls that are safe within a signal handler. Counted before asked who listens: a sweep
      // begins to listen before it asks for the count, so one of the two notices the other.
      handle(
        number,
        by: { _ in
          let savedError = errno
          let before = signalCount.wrappingAdd(1, ordering: .sequentiallyConsistent).oldValue
          if subscriberCount.load(ordering: .sequentiallyConsistent) > 0 {
            var byte: UInt8 = 1
            _ = write(wakeEnd.load(ordering: .sequentiallyConsistent), &byte, 1)
          } else if before > 0 {
            _exit(130)
          }
          errno = savedError
        }, &state)
    }
  }

  private static func handle(
    _ number: Int32, by handler: __sighandler_t?, _ state: inout State
  ) {
    var old = sigaction()
    sigaction(number, nil, &old)
    // `nohup` ignores HUP on purpose, and so may others QUIT: leave it so. Shells ignore INT for what
    // they start in the background, yet one who sends it by name means it.
    if number == SIGHUP || number == SIGQUIT, isIgnored(old) { return }
    var new = sigaction()
    new.sa_flags = SA_RESTART
    new.__sigaction_handler.sa_handler = handler
    sigaction(number, &new, nil)
    state.before.append((number, old))
  }

  private static func endIfUnneeded(_ state: inout State) {
    guard !state.isNeeded else { return }
    for (number, action) in state.before {
      var action = action
      sigaction(number, &action, nil)
    }
    state.before = []
  }

  private static func makeSource() throws(ExecutorError) -> any DispatchSourceRead {
    let pipe: (readEnd: FileDescriptor, writeEnd: FileDescriptor)
    do {
      pipe = try FileDescriptor.pipe(options: [.closeOnExec, .nonBlocking])
    } catch {
      throw ExecutorError(
        .noDescriptor, "cannot make the pipe that watches for signals", underlying: "\(error)")
    }
    let input = pipe.readEnd.rawValue
    let queue = DispatchQueue(label: "piste.signals", qos: .userInitiated)
    let source = DispatchSource.makeReadSource(fileDescriptor: input, queue: queue)
    source.setEventHandler {
      var byte: UInt8 = 0
      while read(input, &byte, 1) == 1 {}
      SignalCatcher.shared.tell()
    }
    source.activate()
    wakeEnd.store(pipe.writeEnd.rawValue, ordering: .sequentiallyConsistent)
    return source
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
