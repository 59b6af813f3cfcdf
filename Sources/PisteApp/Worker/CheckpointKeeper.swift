private import Foundation
internal import PisteCore
internal import PisteExperiments
internal import PisteTraining

/// Writes a run's checkpoints when they are due, and when the run is laid aside.
struct CheckpointKeeper {
  private let run: RunID
  private let path: String?
  private let interval: Duration?
  private var due: ContinuousClock.Instant
  private var reports: [EpochReport] = []

  /// Creates the keeper of a run's checkpoints.
  ///
  /// - Parameters:
  ///   - plan: The run; its `checkpoint.every` says how often, 0 for never.
  ///   - path: The file; nil for none.
  init(_ plan: RunPlan, path: String?) {
    run = plan.id
    self.path = path
    let seconds = plan.settings["checkpoint.every"]?.number ?? 30
    // A century is never.
    interval = seconds > 0 && path != nil ? .seconds(min(seconds, 3e9)) : nil
    due = .now + (interval ?? .zero)
  }

  /// Notes an epoch that was told, in case the record loses it.
  mutating func note(_ report: EpochReport) {
    guard path != nil else { return }
    if reports.count == RunCheckpoint.repeatedEpochs { reports.removeFirst() }
    reports.append(report)
  }

  /// Writes a checkpoint if one is due.
  ///
  /// - Parameters:
  ///   - trainer: The trainer before a step.
  ///   - now: The present moment.
  ///   - epoch: When the epoch under way began.
  ///   - start: When the run began.
  /// - Throws: ``FileError`` if the file cannot be written.
  mutating func offer(
    _ trainer: borrowing Trainer, at now: ContinuousClock.Instant,
    epoch: ContinuousClock.Instant, start: ContinuousClock.Instant
  ) throws {
    guard let interval, now >= due else { return }
    try save(trainer, at: now, epoch: epoch, start: start)
    // Counted from the end of writing, so that a slow disk cannot stop the training.
    due = .now + interval
  }

  /// Writes a checkpoint whether or not one is due, unless there is no place for it.
  ///
  /// - Throws: ``FileError`` if the file cannot be written.
  func save(
    _ trainer: borrowing Trainer, at now: ContinuousClock.Instant,
    epoch: ContinuousClock.Instant, start: ContinuousClock.Instant
  ) throws {
    guard let path else { return }
    let checkpoint = RunCheckpoint(
      trainer: trainer.snapshot(), epochSeconds: (now - epoch) / .seconds(1),
      runSeconds: (now - start) / .seconds(1), reports: reports)
    try AtomicFile.write(try checkpoint.encoded(for: run), to: path)
  }
}
