private import Foundation
package import PisteCore
internal import PisteExecution
private import PisteExperiments
package import PisteStore

/// Lets the sweep write into the store, which knows nothing of sweeps.
package struct StoreRecorder: RunRecorder {
  private let store: RunStore

  /// Creates the recorder of a store that is open for writing.
  package init(store: RunStore) { self.store = store }

  /// Records events once the weights are safe of the runs that have ended, and then removes their
  /// checkpoints.
  ///
  /// - Throws: ``FileError`` or `StoreError`; nothing is then recorded.
  package func record(_ events: [RunEvent]) throws {
    let ended = events.compactMap { event -> RunID? in
      guard case .finished(let run, _, let outcome, _) = event else { return nil }
      return RunStatus(outcome.kind).isDone ? run : nil
    }
    try syncWeights(of: ended)
    try store.record(events)
    for run in ended { removeCheckpoint(of: run) }
  }

  private func syncWeights(of runs: [RunID]) throws {
    guard !runs.isEmpty else { return }
    let paths = runs.flatMap { run in
      let folder = store.location.artifacts(of: run)
      return WeightsFile.allCases.map { "\(folder)/\($0.rawValue)" } + [folder]
    }
    try DiskSync.sync(paths + [store.location.artifactsDirectory])
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
