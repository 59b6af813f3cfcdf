private import PisteCore
private import PisteExperiments

/// Decides which run starts next, which is tried again and when a worker goes.
///
/// A state machine: it takes one event and answers with commands, and does no I/O, so each rule
/// is a test that takes microseconds. It is total: whatever arrives, in whatever order, is
/// answered; what is late or makes no sense in the present state changes nothing.
///
/// Workers persist. One that has finished a run is given the next at once; one that dies is
/// replaced while there is work for it. A death with a run in hand costs the run that attempt, and
/// at the second death the run has failed. A death before the worker was ever ready is a launch
/// that came to nothing; after three of those in a row, and no worker left, the waiting
/// runs are lost. A run that takes longer than it may has failed at once, since it would again.
///
/// At the first interruption, or once as many runs have failed as may, nothing more is begun and
/// the workers are asked to lay their runs aside; one that does not in time is made to go. From then
/// on no death counts: the run waits for the next sweep. Nor does one for which the machine is to
/// blame, a full disk say: it halts the sweep.
package struct Scheduler: Sendable {
  fileprivate struct Worker {
    enum Phase {
      case starting, idle
      case busy(QueuedRun)
      /// Its stdin is closed.
      case leaving
    }
    var phase = Phase.starting
    var processID: Int32 = 0
    var lastHeard: Double
    /// When it was given the run that it has.
    var busySince = 0.0
    /// Whether that run took longer than it may.
    var isOverTime = false
    /// Why it was told to go, where that was no orderly end.
    var doom: String?
    /// What is done if it has not gone by then; nil as long as it may stay.
    var next: (force: Force, time: Double)?
  }

  private enum Course { case open, closed, interrupted(times: Int), halted }

  private let limits: Limits
  private var course = Course.open
  /// The runs that wait, the next one last, so that taking it moves nothing.
  private var waiting: [QueuedRun] = []
  private var known: Set<RunID> = []
  private var deaths: [RunID: Int] = [:]
  private var workers: [WorkerID: Worker] = [:]
  private var launches = 0
  private var launchFailures = 0
  private var lastLaunchFailure = ""
  private var failures = 0
  private var hasAsked = true
  private var hasFinished = false
  private var commands: [Command] = []
  private var now = 0.0

  /// Creates a scheduler without runs.
  package init(_ limits: Limits) { self.limits = limits }

  /// Whether the sweep is over and no worker is left.
  package var isFinished: Bool { hasFinished }

  /// Whether the sweep stops because too many runs have failed.
  package private(set) var hasGivenUp = false

  /// Takes in an event and returns what to do about it, in order.
  ///
  /// - Parameters:
  ///   - event: What happened.
  ///   - now: When, in seconds since any fixed moment.
  /// - Returns: The commands to carry out.
  package mutating func handle(_ event: Event, at now: Double) -> [Command] {
    guard !hasFinished else { return [] }
    self.now = now
    commands = []
    switch event {
    case .added(let runs): add(runs)
    case .closed: if case .open = course { course = .closed }
    case .message(let worker, let message): take(message, from: worker)
    case .garbled(let worker, let reason): doom(worker, reason)
    case .ended(let worker, let reason): bury(worker, reason: reason)
    case .launchFailed(let worker, let reason): bury(worker, reason: reason)
    case .environmentFailed(let worker):
      guard workers[worker] != nil else { break }
      // In this order: the run in hand then waits again.
      course = .halted
      bury(worker, reason: "")
      halt()
    case .interrupted: interrupt()
    case .halted: halt()
    case .tick: checkTimes()
    }
    proceed()
    return commands
  }

  // MARK: Events

  private mutating func add(_ runs: [QueuedRun]) {
    let new = runs.filter { known.insert($0.plan.id).inserted }
    waiting = new.reversed() + waiting
    hasAsked = false
  }

  private mutating func take(_ message: WorkerMessage, from id: WorkerID) {
    guard let worker = workers[id] else { return }
    workers[id]?.lastHeard = now
    switch message {
    case .ready(let processID):
      guard case .starting = worker.phase else { return }
      launchFailures = 0
      workers[id]?.phase = .idle
      workers[id]?.processID = processID
    case .heartbeat:
      return
    case .began(let run, let attempt, let epoch, let step):
      guard worker.has(run, attempt) else { return }
      commands.append(.record(.began(run, attempt: attempt, afterEpoch: epoch, step: step)))
    case .epoch(let run, let attempt, let report):
      guard worker.has(run, attempt) else { return }
      commands.append(.record(.epoch(run, attempt: attempt, report)))
    case .paused(let run, let attempt):
      guard worker.has(run, attempt) else { return }
      // Its run would otherwise be given and laid aside for ever.
      guard !isOpen else { return doom(id, "it laid its run aside unasked") }
      commands.append(.record(.requeued(run, attempt: attempt)))
      workers[id]?.phase = .idle
    case .finished(let run, let attempt, let outcome, let summary):
      guard worker.has(run, attempt) else { return }
      commands.append(.record(.finished(run, attempt: attempt, outcome, summary)))
      workers[id]?.phase = .idle
      if outcome.kind == .failed || outcome.kind == .lost { countFailure() }
    }
  }

  private mutating func bury(_ id: WorkerID, reason: String) {
    guard let worker = workers.removeValue(forKey: id) else { return }
    let why = worker.doom.map { "\($0); \(reason)" } ?? reason
    switch worker.phase {
    case .starting where isOpen:
      launchFailures += 1
      lastLaunchFailure = why
    case .busy(let run): lose(run, reason: why, isLast: worker.isOverTime)
    case .starting, .idle, .leaving: return
    }
  }

  private mutating func lose(_ run: QueuedRun, reason: String, isLast: Bool) {
    let id = run.plan.id
    guard isOpen else {
      commands.append(.record(.requeued(id, attempt: run.attempt)))
      return
    }
    deaths[id, default: 0] += 1
    guard !isLast, deaths[id, default: 0] < limits.deaths else {
      return giveUp(run, .failed, reason: reason)
    }
    commands.append(.record(.attemptLost(id, attempt: run.attempt, reason: reason)))
    waiting.append(QueuedRun(run.plan, attempt: run.attempt + 1))
  }

  private mutating func giveUp(_ run: QueuedRun, _ kind: Outcome.Kind, reason: String) {
    let outcome = Outcome(kind, reason: reason)
    commands.append(.record(.finished(run.plan.id, attempt: run.attempt, outcome, nil)))
    countFailure()
  }

  private mutating func countFailure() {
    failures += 1
    guard let limit = limits.failures, failures >= limit, isOpen else { return }
    hasGivenUp = true
    interrupt()
  }

  private mutating func interrupt() {
    var times = 1
    if case .interrupted(let before) = course { times = before + 1 }
    if case .halted = course { times = 3 } else { course = .interrupted(times: times) }
    for (id, worker) in workers.sorted(by: { $0.key < $1.key }) {
      switch times {
      case 1: if worker.isBusy { pause(id, worker) }
      case 2: push(id, .terminate)
      default: push(id, .kill)
      }
    }
  }

  private mutating func pause(_ id: WorkerID, _ worker: Worker) {
    if let next = worker.next {
      let time = min(next.time, now + limits.haste)
      workers[id]?.next = (next.force, time)
    } else {
      let time = now + limits.patience
      workers[id]?.next = (.terminate, time)
      commands.append(.pause(id))
    }
  }

  private mutating func halt() {
    course = .halted
    for id in workers.keys.sorted() { doom(id, "the sweep was halted") }
  }

  private mutating func checkTimes() {
    for (id, worker) in workers.sorted(by: { $0.key < $1.key }) {
      if let next = worker.next {
        if now >= next.time { push(id, next.force) }
      } else if let run = limits.run, worker.isBusy, now - worker.busySince >= run {
        workers[id]?.isOverTime = true
        doom(id, "over its time limit of \(NumberFormat.period(run))")
      } else if let silence = limits.silence, now - worker.lastHeard > silence,
        worker.isBusy || worker.isStarting
      {
        doom(id, "no message for \(NumberFormat.period(silence))")
      }
    }
  }

  // MARK: What follows

  private var isOpen: Bool {
    switch course {
    case .open, .closed: true
    case .interrupted, .halted: false
    }
  }

  private var isInterrupted: Bool { if case .interrupted = course { true } else { false } }

  /// Brings the workers to what the state asks for; run after every event.
  private mutating func proceed() {
    if isOpen {
      assign()
      launch()
      giveUpLaunching()
    }
    let isBusy = workers.values.contains { $0.isBusy }
    switch course {
    case .open:
      if waiting.isEmpty, !isBusy, !hasAsked {
        hasAsked = true
        commands.append(.askForMore)
      }
      return
    case .closed:
      guard waiting.isEmpty, !isBusy else { return }
    case .interrupted, .halted:
      break
    }
    for (id, worker) in workers.sorted(by: { $0.key < $1.key }) {
      switch worker.phase {
      case .starting, .idle: dismiss(id)
      case .busy, .leaving: continue
      }
    }
    guard workers.isEmpty else { return }
    hasFinished = true
    commands.append(.finish)
  }

  private mutating func assign() {
    guard !waiting.isEmpty else { return }
    let idle = workers.filter { $0.value.isIdle && $0.value.doom == nil }
    for (id, worker) in idle.sorted(by: { $0.key < $1.key }) {
      guard let run = waiting.popLast() else { return }
      workers[id]?.phase = .busy(run)
      workers[id]?.lastHeard = now
      workers[id]?.busySince = now
      commands += [
        .record(
          .started(
            run.plan.id, attempt: run.attempt, worker: "\(id)", processID: worker.processID)),
        .assign(run.plan, attempt: run.attempt, to: id),
      ]
    }
  }

  private mutating func launch() {
    guard launchFailures < limits.launchFailures else { return }
    // A worker on its way out still holds its slot, so that never more processes than slots live.
    let free = limits.slots - workers.count
    let coming = workers.values.count { $0.isStarting }
    for _ in 0..<max(0, min(free, waiting.count - coming)) {
      launches += 1
      workers[WorkerID(launches)] = Worker(lastHeard: now)
      commands.append(.launch(WorkerID(launches)))
    }
  }

  private mutating func giveUpLaunching() {
    guard launchFailures >= limits.launchFailures, workers.isEmpty else { return }
    let reason = "no worker could be started: \(lastLaunchFailure)"
    while isOpen, let run = waiting.popLast() { giveUp(run, .lost, reason: reason) }
  }

  /// Lets a worker without a run go.
  private mutating func dismiss(_ id: WorkerID) {
    let time = now + (isInterrupted ? limits.patience : limits.grace)
    workers[id]?.phase = .leaving
    if workers[id]?.doom == nil { workers[id]?.next = (.kill, time) }
    commands.append(.shutDown(id))
  }

  /// Makes a worker go that cannot be trusted or is of no more use.
  private mutating func doom(_ id: WorkerID, _ reason: String) {
    guard workers[id] != nil, workers[id]?.doom == nil else { return }
    workers[id]?.doom = reason
    push(id, .terminate)
  }

  private mutating func push(_ id: WorkerID, _ force: Force) {
    let time = now + (isInterrupted ? limits.haste : limits.grace)
    workers[id]?.next = (.kill, force == .terminate ? time : .infinity)
    commands.append(.signal(id, force))
  }
}

extension Scheduler.Worker {
  fileprivate var isStarting: Bool { if case .starting = phase { true } else { false } }
  fileprivate var isIdle: Bool { if case .idle = phase { true } else { false } }
  fileprivate var isBusy: Bool { if case .busy = phase { true } else { false } }

  fileprivate func has(_ run: RunID, _ attempt: Int) -> Bool {
    guard case .busy(let own) = phase else { return false }
    return own.plan.id == run && own.attempt == attempt
  }
}
