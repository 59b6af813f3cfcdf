private import Dispatch
private import Glibc
internal import PisteCore
internal import PisteExperiments

/// Carries out the commands of one ``Scheduler`` and tells it what happens.
///
/// `@unchecked Sendable`: every stored variable is touched on `queue` alone, which is serial.
final class Conductor: @unchecked Sendable {
  private let queue = DispatchQueue(label: "piste.scheduler", qos: .userInitiated)
  private let executor: any Executor
  private let recorder: any RunRecorder
  private let options: SweepOptions
  private let makeAssignment: @Sendable (RunPlan, Int) -> Assignment
  private let followUp: @Sendable () throws -> RunBatch
  private let report: @Sendable (SweepProgress) -> Void
  private let completion: @Sendable (Result<SweepSummary, any Error>) -> Void

  private struct Hand {
    var handle: any WorkerHandle
    /// The log of the attempt in hand, and its size before the attempt.
    var log: (path: String, start: Int)?
  }

  private var scheduler: Scheduler
  private var record: RecordQueue?
  private var hands: [WorkerID: Hand] = [:]
  private var progress = SweepProgress()
  private var failures: [SweepSummary.Failure] = []
  private var failure: (any Error)?
  private var signals: SignalCatcher?
  private var timer: (any DispatchSourceTimer)?
  private let start = ContinuousClock.Instant.now

  init(
    executor: any Executor, recorder: any RunRecorder, options: SweepOptions,
    makeAssignment: @escaping @Sendable (RunPlan, Int) -> Assignment,
    followUp: @escaping @Sendable () throws -> RunBatch,
    progress: @escaping @Sendable (SweepProgress) -> Void,
    completion: @escaping @Sendable (Result<SweepSummary, any Error>) -> Void
  ) {
    self.executor = executor
    self.recorder = recorder
    self.options = options
    self.makeAssignment = makeAssignment
    self.followUp = followUp
    self.report = progress
    self.completion = completion
    scheduler = Scheduler(Scheduler.Limits(slots: options.workers, silence: options.silenceLimit))
  }

  func start(_ batch: RunBatch) {
    // A worker that died would otherwise take the scheduler along at the next write to it. Not
    // undone: another sweep of this process may still be writing.
    signal(SIGPIPE, SIG_IGN)
    queue.async { [self] in
      record = RecordQueue(recorder, home: queue) { [self] in halt($0) }
      do {
        signals = try options.catchesSignals ? catchSignals() : nil
      } catch {
        return halt(error)
      }
      let timer = DispatchSource.makeTimerSource(queue: queue)
      timer.schedule(deadline: .now() + 1, repeating: 1, leeway: .milliseconds(100))
      timer.setEventHandler { [self] in
        handle(.tick)
        tellProgress(nil)
      }
      timer.activate()
      self.timer = timer
      add(batch)
    }
  }

  private func catchSignals() throws -> SignalCatcher {
    try SignalCatcher(on: queue) { [self] in
      progress.interruptions += 1
      handle(.interrupted)
      tellProgress(nil)
    }
  }

  // MARK: Events

  private var elapsed: Double { (ContinuousClock.Instant.now - start) / .seconds(1) }

  private func handle(_ event: Scheduler.Event) {
    dispatchPrecondition(condition: .onQueue(queue))
    for command in scheduler.handle(event, at: elapsed) { carryOut(command) }
  }

  private func add(_ batch: RunBatch) {
    count(batch)
    progress.total = max(options.total ?? 0, progress.done + batch.toDo.count)
    handle(.added(batch.toDo))
  }

  private func count(_ batch: RunBatch) {
    progress.cached += batch.cached
    progress.failedBefore += batch.failedBefore
  }

  private func hear(_ event: WorkerEvent, of worker: WorkerID) {
    switch event {
    case .message(let message):
      handle(.message(worker, message))
    case .garbled(let error):
      handle(.garbled(worker, reason: "\(error)"))
    case .launchFailed(let error):
      hands[worker] = nil
      handle(.launchFailed(worker, reason: "\(error)"))
    case .ended(let end, let lastWords):
      let log = hands.removeValue(forKey: worker)?.log
      let tail = log.map { LogTail.read(path: $0.path, from: $0.start) } ?? ""
      let words = tail.isEmpty ? lastWords : tail
      handle(.ended(worker, reason: "worker \(end)" + (words.isEmpty ? "" : "\n" + words)))
    }
  }

  private func halt(_ error: any Error) {
    if failure == nil { failure = error }
    handle(.halted)
    // The last group failed after all workers had gone: nobody else will say so.
    if scheduler.isFinished { complete() }
  }

  // MARK: Commands

  private func carryOut(_ command: Scheduler.Command) {
    switch command {
    case .launch(let worker): launch(worker)
    case .assign(let plan, let attempt, let worker):
      assign(makeAssignment(plan, attempt), to: worker)
    case .record(let event): note(event)
    case .shutDown(let worker): hands[worker]?.handle.shutDown()
    case .signal(let worker, .terminate): hands[worker]?.handle.terminate()
    case .signal(let worker, .kill): hands[worker]?.handle.kill()
    case .askForMore: askForMore()
    case .finish: finish()
    }
  }

  private func launch(_ worker: WorkerID) {
    do {
      let handle = try executor.launch(worker, on: queue) { [self] in hear($0, of: worker) }
      hands[worker] = Hand(handle: handle)
    } catch {
      // Later, not now: the commands of the present event come first.
      queue.async { [self] in handle(.launchFailed(worker, reason: "\(error)")) }
    }
  }

  private func assign(_ assignment: Assignment, to worker: WorkerID) {
    hands[worker]?.log = (assignment.logFile, LogTail.size(path: assignment.logFile))
    do {
      try hands[worker]?.handle.assign(assignment)
    } catch {
      queue.async { [self] in halt(error) }
    }
  }

  private func note(_ event: RunEvent) {
    if case .finished(let run, _, let outcome, _) = event,
      outcome.kind == .failed || outcome.kind == .lost
    {
      failures.append(.init(run: run, kind: outcome.kind, reason: outcome.reason ?? ""))
    }
    record?.append(event)
    progress.take(event)
    tellProgress(event)
  }

  private func tellProgress(_ event: RunEvent?) {
    progress.latest = event
    progress.elapsed = elapsed
    report(progress)
  }

  private func askForMore() {
    record?.flush { [self] in
      let result = Result { try followUp() }
      queue.async { [self] in
        switch result {
        case .failure(let error):
          halt(error)
        case .success(let batch):
          guard batch.toDo.isEmpty else { return add(batch) }
          count(batch)
          handle(.closed)
        }
      }
    }
  }

  private func finish() {
    timer?.cancel()
    timer = nil
    guard failure == nil else { return complete() }
    record?.flush { [self] in queue.async { [self] in complete() } }
  }

  private func complete() {
    guard record != nil else { return }
    record = nil
    signals?.stop()
    signals = nil
    if let failure { return completion(.failure(failure)) }
    completion(
      .success(
        SweepSummary(
          outcomes: progress.ended, cached: progress.cached,
          failedBefore: progress.failedBefore, interrupted: progress.interruptions > 0, failures: failures, seconds: elapsed)))
  }
}
