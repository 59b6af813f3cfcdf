private import Foundation
internal import PisteCore
internal import PisteExecution
private import PisteExperiments
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

  /// Takes away the checkpoints that a scheduler left which died between recording a result and
  /// removing what it was made from.
  func removeLeftCheckpoints() throws {
    // Where the folder cannot be read there is nothing to take away, and who needs it will say so.
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: store.location.artifactsDirectory)
    let runs = (names ?? []).map(RunID.init(hex:)).filter {
      FileManager.default.fileExists(atPath: store.location.checkpoint(of: $0))
    }
    guard !runs.isEmpty else { return }
    let known = try store.results(of: runs, metric: Metric.trainLoss)
    for run in runs where known[run]?.status.isDone == true { removeCheckpoint(of: run) }
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
