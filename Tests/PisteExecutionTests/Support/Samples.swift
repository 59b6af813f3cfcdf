import Foundation
import PisteCore
import PisteExecution
import PisteExperiments

/// A plan whose id is `name`, so that tests read well; real ids are 64 hexadecimal digits.
func plan(_ name: String) -> RunPlan {
  RunPlan(
    id: RunID(hex: name), number: 1, stage: .evaluate, configuration: "c", level: nil, seed: 1,
    settings: ["optimizer.lr": 0.1], dataDigest: "d")
}

func runs(_ names: String...) -> [QueuedRun] { names.map { QueuedRun(plan($0)) } }

let summary = RunSummary(weightsHash: "w", orderHash: "o", seconds: 0.25)

extension WorkerMessage {
  static func ready(_ worker: Int) -> Self { .ready(processID: Int32(worker)) }
  static func epoch(_ run: String, _ attempt: Int = 1) -> Self {
    .epoch(
      run: RunID(hex: run), attempt: attempt,
      EpochReport(epoch: 1, metrics: MetricValues(["train/loss": 0.5])))
  }
  static func paused(_ run: String, _ attempt: Int = 1) -> Self {
    .paused(run: RunID(hex: run), attempt: attempt)
  }
  static func failed(_ run: String, _ attempt: Int = 1) -> Self {
    .finished(run: RunID(hex: run), attempt: attempt, Outcome(.failed, reason: "no"), nil)
  }
  static func completed(_ run: String, _ attempt: Int = 1) -> Self {
    .finished(run: RunID(hex: run), attempt: attempt, Outcome(.completed), summary)
  }
}
