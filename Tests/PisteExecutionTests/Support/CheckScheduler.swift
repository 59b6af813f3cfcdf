import PisteCore
import PisteExecution
import PisteExperiments
import Testing

/// A scheduler, or what pretends to be one.
typealias Policy = (Scheduler.Event, Double) -> [Scheduler.Command]

/// Checks the laws of scheduling under random events, sensible and senseless, in any order.
///
/// The model here shares nothing with the scheduler: it knows what was asked for, and holds every
/// answer against it.
func checkScheduler(seed: UInt64, slots: Int, runCount: Int, policy: @escaping Policy) {
  var world = World(seed: seed, slots: slots, runCount: runCount, policy: policy)
  world.step(.added(world.names.map { QueuedRun(plan($0)) }))
  for _ in 0..<400 where !world.isFinished { world.stepAtRandom() }
  world.windUp()
}

private struct World {
  private struct Worker {
    var isReady = false
    var isShutDown = false
    var isPausing = false
    var run: (name: String, attempt: Int)?
  }

  let names: [String]
  private(set) var isFinished = false
  private let slots: Int
  private let policy: Policy
  private var random: RandomStream
  private var time = 0.0
  private var workers: [WorkerID: Worker] = [:]
  private var latestWorker = 0
  private var ended: [String: Int] = [:]
  private var latestAttempt: [String: Int] = [:]
  private var isStopped = false
  private var mayAsk = true

  init(seed: UInt64, slots: Int, runCount: Int, policy: @escaping Policy) {
    names = (0..<runCount).map { "run\($0)" }
    (self.slots, self.policy) = (slots, policy)
    random = RandomStream(seed: seed, purpose: "scheduler")
  }

  mutating func step(_ event: Scheduler.Event) {
    time += random.uniform()
    // The worker's death is known before the answer to it.
    if case .ended(let worker, _) = event { workers[worker] = nil }
    if case .launchFailed(let worker, _) = event { workers[worker] = nil }
    if case .environmentFailed(let worker) = event { workers[worker] = nil }
    for command in policy(event, time) { take(command, after: event) }
    #expect(workers.count <= slots)
  }

  mutating func stepAtRandom() {
    switch random.below(100) {
    case 0: interrupt()
    case 1: step(.tick)
    case 2..<12: step(nonsense())
    case 12..<14: if let worker = anyWorker() { step(.garbled(worker, reason: "noise")) }
    case 14..<24: if let worker = anyWorker() { step(.ended(worker, reason: "died")) }
    default: if let worker = anyWorker() { advance(worker) }
    }
  }

  /// Lets everything end that is under way, and expects it to.
  mutating func windUp() {
    var rounds = 0
    while !isFinished, rounds < 10_000 {
      rounds += 1
      if let worker = anyWorker() { advance(worker) } else { step(.closed) }
      if mayAsk, workers.isEmpty { step(.closed) }
    }
    #expect(isFinished, "the sweep never ends")
    for name in names {
      let count = ended[name, default: 0]
      #expect(count <= 1, "\(name) ended \(count) times")
      if !isStopped { #expect(count == 1, "\(name) was forgotten") }
    }
    #expect(policy(.tick, time + 1000).isEmpty, "something follows the end")
  }

  private mutating func anyWorker() -> WorkerID? {
    workers.isEmpty ? nil : workers.keys.sorted()[random.below(workers.count)]
  }

  private mutating func interrupt() {
    isStopped = true
    switch random.below(5) {
    case 0: step(.halted)
    case 1: if let worker = anyWorker() { step(.environmentFailed(worker)) } else { step(.halted) }
    default: step(.interrupted)
    }
  }

  private mutating func nonsense() -> Scheduler.Event {
    let worker = WorkerID(random.below(latestWorker + 3))
    let run = names[random.below(names.count)]
    switch random.below(7) {
    case 0: return .says(worker.number, .completed(run, -random.below(3)))
    case 5: return .says(worker.number, .paused(run, 99))
    case 4: return .environmentFailed(WorkerID(latestWorker + 1 + random.below(3)))
    case 1: return .says(worker.number, .epoch("nobody's", random.below(4)))
    case 2: return .dies(latestWorker + 1 + random.below(3))
    case 3: return .noLaunch(latestWorker + 1 + random.below(3))
    default: return .says(latestWorker + 1, .completed(run, 1))
    }
  }

  /// What a healthy worker does next.
  private mutating func advance(_ id: WorkerID) {
    guard let worker = workers[id] else { return }
    if let (run, attempt) = worker.run {
      if worker.isPausing, random.below(2) == 0 {
        workers[id]?.run = nil
        return step(.message(id, .paused(run, attempt)))
      }
      guard random.below(3) == 0 else { return step(.message(id, .epoch(run, attempt))) }
      workers[id]?.run = nil
      step(.message(id, .completed(run, attempt)))
    } else if worker.isShutDown {
      step(.ended(id, reason: "left"))
    } else if !worker.isReady {
      workers[id]?.isReady = true
      step(random.below(5) == 0 ? .launchFailed(id, reason: "no") : .ready(id.number))
    } else {
      step(.message(id, .ready(processID: 1)))
      if mayAsk { step(.closed) }
    }
  }

  private mutating func take(_ command: Scheduler.Command, after event: Scheduler.Event) {
    switch command {
    case .launch(let worker):
      #expect(worker.number > latestWorker, "\(worker) was launched twice")
      latestWorker = worker.number
      workers[worker] = Worker()
    case .assign(let plan, let attempt, let worker):
      let run = plan.id.hex
      let state = workers[worker]
      #expect(state?.isReady == true, "\(worker) was not ready for \(run)")
      #expect(state?.run == nil, "\(worker) had a run when it was given \(run)")
      #expect(state?.isShutDown == false, "\(worker) was sent away when it was given \(run)")
      #expect(attempt > latestAttempt[run, default: 0], "\(run) was given attempt \(attempt) again")
      #expect(ended[run] == nil, "\(run) was given after it had ended")
      #expect(!isStopped, "\(run) was given after the sweep was stopped")
      latestAttempt[run] = attempt
      workers[worker]?.run = (run, attempt)
    case .record(.finished(let run, _, _, _)):
      ended[run.hex, default: 0] += 1
    case .record(.epoch(let run, let attempt, _)):
      #expect(latestAttempt[run.hex] == attempt, "an epoch of an old attempt was recorded")
    case .record: break
    case .pause(let worker):
      #expect(isStopped, "\(worker) was told to lay its run aside in the middle of the sweep")
      #expect(workers[worker]?.run != nil, "\(worker) was to lay aside what it did not have")
      #expect(workers[worker]?.isPausing == false, "\(worker) was told so twice")
      workers[worker]?.isPausing = true
    case .shutDown(let worker):
      #expect(workers[worker] != nil, "\(worker) was sent away after its death")
      workers[worker]?.isShutDown = true
    case .signal(let worker, _):
      #expect(workers[worker] != nil, "\(worker) was signalled after its death")
      workers[worker]?.isShutDown = true
    case .askForMore:
      mayAsk = true
    case .finish:
      #expect(workers.isEmpty, "the sweep ended before its workers")
      #expect(!isFinished, "the sweep ended twice")
      isFinished = true
    }
  }
}
