public import Dispatch

/// A place where workers run: this machine, a cluster's partition, or a test's memory.
public protocol Executor: Sendable {
  /// Starts a worker and returns at once.
  ///
  /// What becomes of it is told to `report` on `queue`, in order: messages and faults, and last
  /// of all exactly one `ended` or `launchFailed`, after everything else that it said.
  ///
  /// - Parameters:
  ///   - worker: Who it is.
  ///   - queue: The serial queue on which this is called and `report` is to be called.
  ///   - report: Takes what happens to the worker.
  /// - Returns: What speaks to the worker.
  /// - Throws: ``ExecutorError`` if it is clear at once that no worker can be started; then
  ///   `report` is never called and nothing is left behind.
  func launch(
    _ worker: WorkerID, on queue: DispatchQueue, report: @escaping @Sendable (WorkerEvent) -> Void
  ) throws -> any WorkerHandle
}

/// What becomes of a worker.
public enum WorkerEvent: Hashable, Sendable {
  /// It said something.
  case message(WorkerMessage)
  /// It said something that is no message.
  case garbled(ExecutorError)
  /// Its process has gone; the text is the end of what it wrote to stderr outside of a run.
  case ended(ProcessEnd, lastWords: String)
  /// It never came to be.
  case launchFailed(ExecutorError)
}

/// The scheduler's hold on a worker; used on the queue that the worker was launched on.
///
/// Nothing here waits, and nothing fails: a worker that can no longer be reached is about to be
/// reported as ended.
public protocol WorkerHandle: Sendable {
  /// Gives the worker a run.
  ///
  /// - Throws: `EncodingError` if the assignment cannot be written down.
  func assign(_ assignment: Assignment) throws
  /// Asks the worker to save its run and lay it aside.
  ///
  /// - Throws: `EncodingError` if the order cannot be written down.
  func pause() throws
  /// Closes its stdin, at which it goes.
  func shutDown()
  /// Asks its process group to go, by SIGTERM.
  func terminate()
  /// Ends its process group, by SIGKILL.
  func kill()
}
