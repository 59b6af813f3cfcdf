import PisteCore
import PisteExperiments
import PisteStore

/// The content of the frozen stores: one of everything that a store can hold.
enum FrozenStore {
  /// Fills an empty store of the present schema.
  static func fill(_ store: RunStore) throws {
    let tuning = (1...6).map { Sample.run($0, stage: .tune, seed: UInt64($0)) }
    try store.enqueue(Sample.experiment("frozen", text: "first\n"), [Sample.run(1)])
    try store.enqueue(
      Sample.experiment("frozen", text: "second\n", tags: ["second", "third"]), tuning)
    let evaluation = [Sample.run(7, seed: .max), Sample.run(8, level: nil)]
    _ = try store.enqueueMore(evaluation, of: "frozen", retryFailed: false)
    try store.start(1)
    try store.record([
      .workerEnded(Sample.id(1), attempt: 1, WorkerEnd(signal: 9, logTail: "last line")),
      .attemptLost(Sample.id(1), attempt: 1, reason: "signal 9\nlast line"),
    ])
    try store.start(1, attempt: 2)
    var report = Sample.report(1, loss: 0.5, accuracy: 0.25)
    report.steps = [StepReport(step: 1, metrics: MetricValues([Metric.trainLoss: 2.25]))]
    try store.record([
      .epoch(Sample.id(1), attempt: 2, report),
      .epoch(Sample.id(1), attempt: 2, Sample.report(2, loss: 0.125, accuracy: 0.875)),
    ])
    try store.finish(1, attempt: 2)
    try store.start(2)
    try store.record([
      .epoch(Sample.id(2), attempt: 1, Sample.report(1, loss: .nan)),
      .finished(
        Sample.id(2), attempt: 1, Outcome(.diverged, epoch: 1, step: 7, reason: "loss is NaN"),
        Sample.summary),
    ])
    try store.tag(.experiment("frozen"), adding: ["kept", "of old"], removing: ["second"])
    try store.tag(.run(Sample.id(2)), adding: ["odd"])
    try store.note(on: .experiment("frozen"), "Was it worth it?")
    try store.note(on: .run(Sample.id(1)), "two tries")
    for (run, kind) in [(3, Outcome.Kind.stopped), (4, .failed), (5, .lost)] {
      try store.start(run)
      try store.finish(run, kind)
    }
    try store.start(6)
    try store.record([.requeued(Sample.id(6), attempt: 1)])
    try store.start(7)
  }
}
