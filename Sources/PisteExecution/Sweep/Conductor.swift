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
  private let memoryEvidence: @Sendable () -> OutOfMemoryEvidence
  private let makeAssignment: @Sendable (RunPlan, Int) -> Assignment
  private let followUp: @Sendable () throws -> RunBatch
  private let report: @Sendable (SweepProgress) -> Void
  private let completion: @Sendable (Result<SweepSummary, any Error>) -> Void

  private struct Hand {
    var handle: any WorkerHandle
    /// Whether SIGKILL was sent to it from here.
    var isKilled = false
    /// The log of the attempt in hand and that of the one before, which is where stderr goes until
    /// the worker has opened the new one; each with its size when the attempt was assigned.
    var logs: [(path: String, start: Int)] = []
    /// What it was given to do, until it says that the run has ended.
    var attempt: (run: RunID, number: Int)?

    func words(_ last: String) -> String {
      let tails = logs.lazy.map { LogTail.read(path: $0.path, from: $0.start) }
      return tails.first { !$0.isEmpty } ?? last
    }
  }

  private var scheduler: Scheduler
  private var record: RecordQueue?
  private var hands: [WorkerID: Hand] = [:]
  /// The epochs told of runs that have not ended, as far as an attempt may build on them.
  private var recordedEpochs: [RunID: Int] = [:]
  private var progress = SweepProgress()
  private var failures: [SweepSummary.Failure] = []
  private var failure: (any Error)?
  private var signals: SignalSubscription?
  private var timer: (any DispatchSourceTimer)?
  private var memory = OutOfMemoryEvidence()
  private let start = ContinuousClock.Instant.now
  /// The scheduler's time does not count a suspended machine, nor this process while it was stopped.
  private let steadyStart = SuspendingClock.Instant.now
  private var clock = AttendedClock()

  init(
    executor: any Executor, recorder: any RunRecorder, options: SweepOptions,
    memoryEvidence: @escaping @Sendable () -> OutOfMemoryEvidence,
    makeAssignment: @escaping @Sendable (RunPlan, Int) -> Assignment,
    followUp: @escaping @Sendable () throws -> RunBatch,
    progress: @escaping @Sendable (SweepProgress) -> Void,
    completion: @escaping @Sendable (Result<SweepSummary, any Error>) -> Void
  ) {
    self.executor = executor
    self.recorder = recorder
    self.options = options
    self.memoryEvidence = memoryEvidence
    self.makeAssignment = makeAssignment
    self.followUp = followUp
    self.report = progress
    self.completion = completion
    scheduler = Scheduler(
      Scheduler.Limits(
        slots: options.workers, silence: options.silenceLimit, run: options.runLimit,
        failures: options.failureLimit))
  }

  func start(_ batch: RunBatch) {
    // A worker that died would otherwise take the scheduler along at the next write to it. Not
    // undone: another sweep of this process may still be writing.
    signal(SIGPIPE, SIG_IGN)
    queue.async { [self] in
      record = RecordQueue(recorder, home: queue) { [self] in halt($0) }
      count(batch)
      memory = memoryEvidence()
      do {
        signals = try options.catchesSignals ? catchSignals() : nil
      } catch {
        return halt(error)
      }
      // What came before counts, and before anything is launched.
      takeInterruptions()
      guard !scheduler.isFinished else { return }
      let timer = DispatchSource.makeTimerSource(queue: queue)
      timer.schedule(deadline: .now() + 1, repeating: 1, leeway: .milliseconds(100))
      timer.setEventHandler { [self] in
        handle(.tick)
        tellProgress(nil)
      }
      timer.activate()
      self.timer = timer
      handle(.added(batch.toDo))
    }
  }

  private func catchSignals() throws -> SignalSubscription {
    try SignalSubscription { [self] in queue.async { [self] in takeInterruptions() } }
  }

  private func takeInterruptions() {
    guard let signals else { return }
    for _ in 0..<max(0, signals.count - progress.interruptions) {
      progress.interruptions += 1
      handle(.interrupted)
      tellProgress(nil)
    }
  }

  // MARK: Events

  private var elapsed: Double { (ContinuousClock.Instant.now - start) / .seconds(1) }

  private func handle(_ event: Scheduler.Event) {
    dispatchPrecondition(condition: .onQueue(queue))
    let now = clock.reading(at: (SuspendingClock.Instant.now - steadyStart) / .seconds(1))
    for command in scheduler.handle(event, at: now) { carryOut(command) }
  }

  private func count(_ batch: RunBatch) {
    progress.cached += batch.cached
    progress.failedBefore += batch.failedBefore
    for run in batch.toDo where run.recordedEpochs > 0 {
      recordedEpochs[run.plan.id] = run.recordedEpochs
    }
    progress.total = max(options.total ?? 0, progress.done + batch.toDo.count)
  }

  private func hear(_ event: WorkerEvent, of worker: WorkerID) {
    switch event {
    case .message(let message):
      switch message {
      case .finished, .paused: hands[worker]?.attempt = nil
      case .ready, .heartbeat, .began, .epoch: break
      }
      handle(.message(worker, message))
    case .garbled(let error):
      handle(.garbled(worker, reason: "\(error)"))
    case .launchFailed(let error):
      hands[worker] = nil
      handle(.launchFailed(worker, reason: "\(error)"))
    case .ended(let end, let lastWords):
      let hand = hands.removeValue(forKey: worker)
      if let (run, attempt) = hand?.attempt {
        let tail = hand?.words(lastWords) ?? lastWords
        note(.workerEnded(run, attempt: attempt, WorkerEnd(end, logTail: tail)))
      }
      if end.isEnvironmentTrouble {
        // Last words first: where the disk is full, the log could not take them.
        let words = lastWords.isEmpty ? hand?.words("") ?? "" : lastWords
        if failure == nil { failure = ExecutorError.environment(words) }
        return handle(.environmentFailed(worker))
      }
      let words = hand?.words(lastWords) ?? lastWords
      let how = "worker \(end)" + (hand?.isKilled == true ? "" : suspicion(of: end))
      handle(.ended(worker, reason: how + (words.isEmpty ? "" : "\n" + words)))
    }
  }

  /// What a kill by nobody here has to do with memory.
  private func suspicion(of end: ProcessEnd) -> String {
    guard end == .signaled(SIGKILL) else { return "" }
    let now = memoryEvidence()
    defer { memory = now }
    return now.suspicion(since: memory)
  }

  private func halt(_ error: any Error) {
    if failure == nil { failure = error }
    handle(.halted)
    // The last group failed after all workers had gone: nobody else will say so.
    if scheduler.isFinished, record?.hasFailed == true { complete() }
  }

  // MARK: Commands

  private func carryOut(_ command: Scheduler.Command) {
    switch command {
    case .launch(let worker): launch(worker)
    case .assign(let plan, let attempt, let worker):
      var assignment = makeAssignment(plan, attempt)
      assignment.recordedEpochs = recordedEpochs[plan.id] ?? 0
      assign(assignment, to: worker)
    case .record(let event): note(event)
    case .pause(let worker): pause(worker)
    case .shutDown(let worker): hands[worker]?.handle.shutDown()
    case .signal(let worker, .terminate): hands[worker]?.handle.terminate()
    case .signal(let worker, .kill):
      hands[worker]?.isKilled = true
      hands[worker]?.handle.kill()
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
    hands[worker]?.attempt = (assignment.plan.id, assignment.attempt)
    let paths = [assignment.logFile] + (hands[worker]?.logs.prefix(1).map(\.path) ?? [])
    hands[worker]?.logs = paths.map { ($0, LogTail.size(path: $0)) }
    do {
      try hands[worker]?.handle.assign(assignment)
    } catch {
      queue.async { [self] in halt(error) }
    }
  }

  private func pause(_ worker: WorkerID) {
    // What is left is a matter of tenths of a second.
    timer?.schedule(deadline: .now() + 0.1, repeating: 0.1, leeway: .milliseconds(20))
    do {
      try hands[worker]?.handle.pause()
    } catch {
      queue.async { [self] in halt(error) }
    }
  }

  private func note(_ event: RunEvent) {
    switch event {
    // What is told here is handed to the recorder before anything that a later attempt tells.
    case .began(let run, _, let epoch, _): recordedEpochs[run] = epoch
    case .epoch(let run, _, let report): recordedEpochs[run] = report.epoch
    case .finished(let run, _, _, _): recordedEpochs[run] = nil
    case .started, .workerEnded, .attemptLost, .requeued: break
    }
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
          count(batch)
          handle(batch.toDo.isEmpty ? .closed : .added(batch.toDo))
        }
      }
    }
  }

  private func finish() {
    timer?.cancel()
    timer = nil
    // Whatever else failed: what is known is written.
    guard record?.hasFailed == false else { return complete() }
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
          failedBefore: progress.failedBefore, interrupted: progress.interruptions > 0,
          stoppedOnFailure: scheduler.hasGivenUp, failures: failures, seconds: elapsed)))
  }
}

extension WorkerEnd {
  fileprivate init(_ end: ProcessEnd, logTail: String) {
    self.init(logTail: logTail.isEmpty ? nil : logTail)
    switch end {
    case .exited(let status): exitStatus = status
    case .signaled(let number): signal = number
    }
  }
}

extension ExecutorError {
  /// The trouble that a worker's last words tell.
  fileprivate static func environment(_ words: String) -> Self {
    let told = LogTail.lastError(of: words)
    let silence = "a worker could neither read or write its files nor say why: is the disk full?"
    return Self(.environment, told.isEmpty ? silence : told)
  }
}
