internal import PisteCore
internal import PisteExecution
internal import PisteExperiments
internal import PisteStore
private import Synchronization

/// Finds the runs of the stage that follows, once.
final class StagePlanner: Sendable {
  private let store: RunStore
  private let plan: Plan
  private let retryFailed: Bool
  private let onEnqueued: @Sendable ([RunPlan], Enqueued) throws -> Void
  private let isAsked = Mutex(false)

  init(
    store: RunStore, plan: Plan, retryFailed: Bool,
    onEnqueued: @escaping @Sendable ([RunPlan], Enqueued) throws -> Void = { _, _ in }
  ) {
    self.onEnqueued = onEnqueued
    self.store = store
    self.plan = plan
    self.retryFailed = retryFailed
  }

  /// The evaluation runs of the configurations that the tuning runs chose; nothing the second time.
  func next() throws -> RunBatch {
    let isFirst = isAsked.withLock { asked in
      defer { asked = true }
      return !asked
    }
    guard isFirst, plan.isStaged else { return RunBatch() }
    let runs = plan.evaluation(
      after: try store.results(of: plan.tuning.map(\.id), metric: plan.objective.name))
    let name = plan.experiment.name
    let history = try RunTimeEstimator(store.paces())
    let enqueued = try store.enqueueMore(runs, of: name, retryFailed: retryFailed)
    try onEnqueued(runs, enqueued)
    return enqueued.batch(after: history)
  }
}

extension Enqueued {
  /// The runs to do as the scheduler wants them, those first that took longest in the past.
  func batch(after history: RunTimeEstimator) -> RunBatch {
    let runs = toDo.map {
      QueuedRun($0, attempt: attempts[$0.id] ?? 1, recordedEpochs: epochs[$0.id] ?? 0)
    }
    return RunBatch(
      StartOrder.longestFirst(runs, seconds: history.expectedSeconds(of: toDo)), cached: done,
      failedBefore: failed)
  }
}
