import PisteCore
import PisteExecution
import PisteExperiments
import Testing

/// A small language over a scheduler: what happens, and what it answers, as short sentences.
struct Table {
  private var scheduler: Scheduler
  private var time = 0.0

  init(slots: Int = 1, silence: Double? = nil, run: Double? = nil, failures: Int? = nil) {
    scheduler = Scheduler(
      Scheduler.Limits(slots: slots, silence: silence, run: run, failures: failures))
  }

  var hasGivenUp: Bool { scheduler.hasGivenUp }

  mutating func on(
    _ event: Scheduler.Event, after seconds: Double = 0, _ expected: String...,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    time += seconds
    let answer = scheduler.handle(event, at: time).map(Self.sentence)
    #expect(answer == expected, sourceLocation: sourceLocation)
  }

  private static func sentence(_ command: Scheduler.Command) -> String {
    switch command {
    case .launch(let worker): "launch \(worker.number)"
    case .assign(let plan, let attempt, let worker):
      "assign \(plan.id) \(attempt) to \(worker.number)"
    case .record(let event): sentence(event)
    case .pause(let worker): "pause \(worker.number)"
    case .shutDown(let worker): "shut down \(worker.number)"
    case .signal(let worker, let force): "\(force) \(worker.number)"
    case .askForMore: "ask"
    case .finish: "finish"
    }
  }

  private static func sentence(_ event: RunEvent) -> String {
    switch event {
    case .started(let run, let attempt, let worker, _): "started \(run) \(attempt) on \(worker)"
    case .began(let run, let attempt, let epoch, let step):
      "began \(run) \(attempt) after epoch \(epoch), step \(step)"
    case .epoch(let run, let attempt, let report): "epoch \(run) \(attempt) \(report.epoch)"
    case .workerEnded(let run, let attempt, _): "worker of \(run) \(attempt) ended"
    case .attemptLost(let run, let attempt, let reason): "lost \(run) \(attempt): \(reason)"
    case .requeued(let run, let attempt): "requeued \(run) \(attempt)"
    case .finished(let run, let attempt, let outcome, _):
      "\(outcome.kind) \(run) \(attempt)" + (outcome.reason.map { ": \($0)" } ?? "")
    }
  }
}

extension Scheduler.Event {
  static func says(_ worker: Int, _ message: WorkerMessage) -> Self {
    .message(WorkerID(worker), message)
  }
  static func ready(_ worker: Int) -> Self { says(worker, .ready(worker)) }
  static func dies(_ worker: Int, _ reason: String = "killed") -> Self {
    .ended(WorkerID(worker), reason: reason)
  }
  static func noLaunch(_ worker: Int) -> Self {
    .launchFailed(WorkerID(worker), reason: "no such file")
  }
}
