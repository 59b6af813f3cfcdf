private import Foundation
private import Glibc
private import PisteCore
private import PisteExperiments
private import Synchronization

/// The worker's side of the pipe to its scheduler.
///
///     let channel = try WorkerChannel.takeOver()
///     try channel.sendReady()
///     while let assignment = try channel.next() {
///       try channel.begin(assignment)
///       … try channel.heartbeat() … try channel.send(.epoch(…)) … try channel.send(.finished(…))
///     }
///
/// In a process that has been taken over, ``next()`` never returns nil: the end of stdin ends the
/// process at once, in the middle of whatever it does, for it means that the scheduler has
/// finished or died. What must survive that is written under a temporary name and renamed.
public final class WorkerChannel: Sendable {
  private let reader: AssignmentReader
  private let writer: MessageWriter
  private let logTargets: [Int32]
  private let deathbed: Int32?
  private let current = Mutex<Current?>(nil)

  fileprivate struct Current {
    var run: RunID
    var attempt: Int
    var lastHeartbeat: ContinuousClock.Instant
    var work: ThreadWork?
    var lastWork: Double
  }

  /// Takes over this process's stdin and stdout.
  ///
  /// Messages go to a private copy of stdout; stdout itself then goes where stderr goes, so that
  /// nothing that a library prints can get between the messages. SIGPIPE and SIGINT are
  /// ignored; SIGTERM and SIGQUIT end the process at once.
  ///
  /// - Returns: The channel; there can be one in a process.
  /// - Throws: ``ExecutorError`` with code `.noDescriptor`.
  public static func takeOver() throws(ExecutorError) -> WorkerChannel {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGINT, SIG_IGN)
    // The runtime takes it for a crash, writes a backtrace and lets the process go on.
    signal(SIGQUIT, SIG_DFL)
    let deathbed = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    let messages = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    guard messages >= 0, dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 else {
      throw ExecutorError(
        .noDescriptor, "cannot take over stdout", underlying: String(cString: strerror(errno)))
    }
    let channel = WorkerChannel(
      input: STDIN_FILENO, output: messages, logTargets: [STDERR_FILENO, STDOUT_FILENO],
      deathbed: deathbed >= 0 ? deathbed : nil
    ) {
      // Not `exit`: no destructor may delay the end, nor trip over threads that still run.
      _exit(EXIT_SUCCESS)
    }
    channel.startPulse()
    return channel
  }

  /// Creates a channel over given descriptors.
  ///
  /// - Parameters:
  ///   - input: Where assignments are read; blocks.
  ///   - output: Where messages are written; blocks.
  ///   - logTargets: The descriptors that each assignment points at its log.
  ///   - deathbed: Where last words go.
  ///   - atEnd: Called on the reading thread when `input` has ended.
  package init(
    input: Int32, output: Int32, logTargets: [Int32], deathbed: Int32? = nil,
    atEnd: @escaping @Sendable () -> Void
  ) {
    self.deathbed = deathbed
    writer = MessageWriter(output)
    reader = AssignmentReader(input, atEnd: atEnd)
    self.logTargets = logTargets
  }

  /// Says that this worker is up.
  ///
  /// - Throws: ``ExecutorError`` with code `.disconnected`.
  public func sendReady() throws { try send(.ready(processID: getpid())) }

  /// Waits for the next assignment.
  ///
  /// - Returns: The assignment, or nil once the input has ended.
  /// - Throws: ``ExecutorError`` with code `.garbled` if the scheduler wrote what is none.
  public func next() throws(ExecutorError) -> Assignment? { try reader.next() }

  /// Points stderr and stdout at the assignment's log, where a header names the attempt.
  ///
  /// Called on the thread that is to carry it out, whose work counts as a sign of life.
  ///
  /// - Parameter assignment: What ``heartbeat()`` speaks of from now on.
  /// - Throws: ``ExecutorError`` with code `.cannotLog`.
  public func begin(_ assignment: Assignment) throws(ExecutorError) {
    fflush(nil)
    try WorkerLog.redirect(logTargets, to: assignment.logFile, attempt: assignment.attempt)
    let work = ThreadWork.ofThisThread
    current.withLock {
      $0 = Current(
        run: assignment.plan.id, attempt: assignment.attempt, lastHeartbeat: .now, work: work,
        lastWork: work?.seconds ?? 0)
    }
  }

  /// Whether the run in hand is to be saved before its next step and laid aside.
  public var isPausing: Bool { reader.isPausing }

  /// Sends a message, whole, from any thread.
  ///
  /// - Parameter message: What to say.
  /// - Throws: ``ExecutorError`` with code `.disconnected` if the scheduler has gone.
  public func send(_ message: WorkerMessage) throws { try writer.send(message) }

  /// Leaves word for the scheduler of why this process is about to end, beside the log.
  ///
  /// It goes where stderr went at first, to a file in memory: where the disk is full, the log
  /// cannot take it. Nothing is told of a failure, for there is nobody left to tell.
  ///
  /// - Parameter text: What an error message would say.
  public func leaveWord(_ text: String) {
    guard let deathbed else { return }
    let bytes = Array((text + "\n").utf8)
    _ = write(deathbed, bytes, bytes.count)
  }

  /// Says that the run is under way, at most once a second, so that it may be called at every step.
  ///
  /// - Throws: ``ExecutorError`` with code `.disconnected` if the scheduler has gone.
  public func heartbeat() throws { try heartbeat(at: .now) }

  /// Says that the run is under way if a second has passed since it last did.
  package func heartbeat(at now: ContinuousClock.Instant) throws {
    let due = current.withLock { $0?.heartbeat(at: now) }
    if let due { try send(due) }
  }

  /// Says that the run is under way if a second has passed and the thread that carries it out has
  /// worked since it was last asked: loading data and evaluating it comes by no step.
  ///
  /// A thread that waits for ever uses no processor time, so that this proves work, not life.
  package func pulse(at now: ContinuousClock.Instant) throws {
    let due = current.withLock { current -> WorkerMessage? in
      guard let seconds = current?.work?.seconds, seconds > current?.lastWork ?? 0 else {
        return nil
      }
      current?.lastWork = seconds
      return current?.heartbeat(at: now)
    }
    if let due { try send(due) }
  }

  private func startPulse() {
    let thread = Thread { [self] in
      while true {
        usleep(1_000_000)
        // A scheduler that has gone is noticed by the thread that reads.
        guard (try? pulse(at: .now)) != nil else { return }
      }
    }
    thread.name = "piste-pulse"
    thread.start()
  }
}

extension WorkerChannel.Current {
  fileprivate mutating func heartbeat(at now: ContinuousClock.Instant) -> WorkerMessage? {
    guard now - lastHeartbeat >= .seconds(1) else { return nil }
    lastHeartbeat = now
    return .heartbeat(run: run, attempt: attempt)
  }
}
