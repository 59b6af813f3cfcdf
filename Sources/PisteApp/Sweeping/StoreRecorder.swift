private import Foundation
internal import PisteCore
internal import PisteExecution
internal import PisteStore

/// Lets the sweep write into the store, which knows nothing of sweeps.
struct StoreRecorder: RunRecorder {
  let store: RunStore

  func record(_ events: [RunEvent]) throws {
    try store.record(events)
    for case .finished(let run, _, let outcome, _) in events where RunStatus(outcome.kind).isDone {
      removeCheckpoint(of: run)
    }
  }

  /// Takes away what a run with a result needs no more.
  ///
  /// Only here, once the result is safe: a worker that did it could lose both.
  private func removeCheckpoint(of run: RunID) {
    unlink(store.location.checkpoint(of: run))
    // Nothing happens to a folder with weights in it.
    rmdir(store.location.artifacts(of: run))
  }
}
