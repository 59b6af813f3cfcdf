internal import PisteCore
internal import PisteExecution

/// A change as `sweep --json` prints it.
struct ProgressRecord: Encodable {
  let event: String
  let experiment: String
  let run: RunID
  let attempt: Int
  let level: String?
  let epoch: Int?
  let metrics: MetricValues?
  let outcome: Outcome?
  let reason: String?
  let done: Int
  let running: Int
  let total: Int
  let elapsed: Double

  /// The record of an event; nil for one that is not worth a line.
  init?(_ event: RunEvent, _ progress: SweepProgress, experiment: String, level: String?) {
    var epoch: EpochReport?
    var outcome: Outcome?
    var reason: String?
    switch event {
    case .started(let run, let attempt, _, _):
      (self.event, self.run, self.attempt) = ("started", run, attempt)
    case .began(let run, let attempt, let epoch, let step):
      // Not worth a line where it begins at the beginning.
      guard step > 0 else { return nil }
      (self.event, self.run, self.attempt) = ("resumed", run, attempt)
      reason = "goes on after epoch \(epoch), step \(step)"
    case .epoch(let run, let attempt, let report):
      (self.event, self.run, self.attempt, epoch) = ("epoch", run, attempt, report)
    case .workerEnded:
      // What follows from it comes next, with the reason.
      return nil
    case .attemptLost(let run, let attempt, let why):
      (self.event, self.run, self.attempt, reason) = ("attempt-lost", run, attempt, why)
    case .requeued(let run, let attempt):
      (self.event, self.run, self.attempt) = ("requeued", run, attempt)
    case .finished(let run, let attempt, let end, _):
      (self.event, self.run, self.attempt, outcome) = ("finished", run, attempt, end)
    }
    self.experiment = experiment
    self.level = level
    self.epoch = epoch?.epoch
    metrics = epoch?.metrics
    self.outcome = outcome
    self.reason = reason
    done = progress.done
    running = progress.running
    total = progress.total
    elapsed = progress.elapsed
  }
}
