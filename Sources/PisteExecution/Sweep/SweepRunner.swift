private import Dispatch
public import PisteExperiments

/// Carries out runs on workers and has every step of it written down.
///
/// One serial queue owns the ``Scheduler``; signals, timers and pipes are Dispatch sources on it.
/// Nothing on that queue waits for a disk or a process.
public struct SweepRunner: Sendable {
  private let executor: any Executor
  private let recorder: any RunRecorder
  private let options: SweepOptions
  private let memoryEvidence: @Sendable () -> OutOfMemoryEvidence
  private let makeAssignment: @Sendable (RunPlan, Int) -> Assignment
  private let progress: @Sendable (SweepProgress) -> Void

  /// Creates a runner.
  ///
  /// - Parameters:
  ///   - executor: Where workers run.
  ///   - recorder: Where what happens is written down.
  ///   - options: How many workers, and what to watch.
  ///   - memoryEvidence: Reads what the system tells of processes that it has killed for want of
  ///     memory; asked at the start and after each death by SIGKILL.
  ///   - makeAssignment: Completes a run and the number of its attempt with the places of its files.
  ///   - progress: Called on the sweep's queue after each event of a run and each interruption, and
  ///     once a second; must be quick.
  public init(
    executor: any Executor, recorder: any RunRecorder, options: SweepOptions,
    memoryEvidence: @escaping @Sendable () -> OutOfMemoryEvidence = { OutOfMemoryEvidence() },
    makeAssignment: @escaping @Sendable (RunPlan, Int) -> Assignment,
    progress: @escaping @Sendable (SweepProgress) -> Void = { _ in }
  ) {
    self.executor = executor
    self.recorder = recorder
    self.options = options
    self.memoryEvidence = memoryEvidence
    self.makeAssignment = makeAssignment
    self.progress = progress
  }

  /// Carries out runs until there are no more, or until somebody stops it.
  ///
  /// When it returns, all workers have gone and all that happened is written.
  ///
  /// - Parameters:
  ///   - batch: The runs to begin with; may be empty.
  ///   - followUp: Called whenever all runs have ended and are written, off the sweep's queue, until it
  ///     returns nothing to do.
  /// - Returns: What came of it; failed and lost runs and interruptions are no errors.
  /// - Throws: what the recorder or `followUp` throws, or ``ExecutorError`` with code `.environment`
  ///   if a worker's files cannot be read or written; workers are then gone, runs in hand wait
  ///   again, and what had been written before stays.
  public func run(
    _ batch: RunBatch, followUp: @escaping @Sendable () throws -> RunBatch = { RunBatch() }
  ) async throws -> SweepSummary {
    try await withCheckedThrowingContinuation { continuation in
      let conductor = Conductor(
        executor: executor, recorder: recorder, options: options, memoryEvidence: memoryEvidence,
        makeAssignment: makeAssignment, followUp: followUp, progress: progress,
        completion: { continuation.resume(with: $0) })
      conductor.start(batch)
    }
  }
}
