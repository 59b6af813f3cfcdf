private import PisteCore
internal import PisteExecution
internal import PisteExperiments
internal import PisteStore

/// Carries out planned experiments against one store, from enqueuing to the last outcome.
struct SweepSession {
  /// The store, open for writing.
  let store: RunStore
  /// Most workers at one time.
  let workers: Int
  /// Whether runs that failed before are tried again.
  let retryFailed: Bool

  /// How much less than others the workers are to hurry, 0 for as much.
  var nice = 0

  /// What to do about each change; called on the sweep's queue.
  var onProgress: @Sendable (SweepProgress) -> Void = { _ in }

  /// What to do about runs that were enqueued, before any of them starts.
  var onEnqueued: @Sendable ([RunPlan], Enqueued) throws -> Void = { _, _ in }

  /// Trains what is missing of `plan`.
  ///
  /// - Throws: `StoreError` if the record cannot be written; all that was written stays.
  func run(_ plan: Plan, baseDirectory: String) async throws -> SweepSummary {
    let recorder = StoreRecorder(store: store)
    try recorder.removeLeftCheckpoints()
    // Before the new plan takes the place of the one whose runs are the history.
    let history = try RunTimeEstimator(store.paces())
    let initialRuns = plan.initialRuns
    let enqueued = try store.enqueue(
      experiment: try ExperimentRecord(plan.manifest), runs: initialRuns,
      environment: EnvironmentCapture.current(workers: workers), retryFailed: retryFailed)
    try onEnqueued(initialRuns, enqueued)
    let stages = StagePlanner(
      store: store, plan: plan, retryFailed: retryFailed, onEnqueued: onEnqueued)
    let location = store.location
    let artifacts = plan.experiment.artifacts
    let limits = plan.experiment.timeouts
    let runner = SweepRunner(
      executor: LocalExecutor(
        executable: SystemFacts.executable,
        arguments: ["worker"] + (nice > 0 ? ["--nice", "\(nice)"] : [])),
      recorder: recorder,
      options: SweepOptions(
        workers: workers, total: plan.runCount,
        silenceLimit: limits.silence.map { $0 / .seconds(1) } ?? SweepOptions.usualSilenceLimit,
        runLimit: limits.run.map { $0 / .seconds(1) },
        failureLimit: plan.experiment.onFailure.limit),
      memoryEvidence: { SystemFacts.outOfMemoryEvidence },
      makeAssignment: { run, attempt in
        Assignment(
          plan: run, attempt: attempt, logFile: location.log(of: run.id),
          artifactsDirectory: artifacts == .none ? nil : location.artifacts(of: run.id),
          keepsInitialWeights: artifacts == .all, checkpointFile: location.checkpoint(of: run.id),
          cacheDirectory: location.cacheDirectory, baseDirectory: baseDirectory)
      }, progress: onProgress)
    return try await runner.run(enqueued.batch(after: history)) { try stages.next() }
  }
}
