private import Foundation
internal import PisteCore
internal import PisteExperiments
internal import PisteStore

/// What a sweep of a plan would do, as far as it can be known before the tuning runs have chosen.
struct SweepPreview: Encodable {
  let experiment: String
  /// Runs of both stages.
  let runs: Int
  let configurations: Int
  let levels: Int
  let tune: Int
  let evaluate: Int
  /// Runs that have a result already.
  let done: Int
  /// Runs that failed before and wait for `--retry-failed`.
  let failed: Int
  let toDo: Int
  /// Bytes of weights that the runs to do will leave; an estimate.
  let bytes: Int

  private enum CodingKeys: String, CodingKey {
    case experiment, runs, configurations, levels, tune, evaluate, done, failed, bytes
    case toDo = "to_do"
  }

  /// Looks into the store, if there is one, and writes nothing to it.
  ///
  /// - Throws: `StoreError` if the store cannot be read.
  init(_ plan: Plan, location: StoreLocation) throws {
    // The runs are hashed anew at each access.
    let tuning = plan.tuning
    experiment = plan.experiment.name
    configurations = plan.configurations.count
    levels = max(1, plan.levels.count)
    runs = plan.runCount
    tune = tuning.count
    evaluate = runs - tune
    var statuses: [RunStatus] = []
    if FileManager.default.fileExists(atPath: location.databasePath) {
      let store = try RunStore.openForReading(location)
      let known = try store.results(of: tuning.map(\.id), metric: plan.objective.name)
      statuses = known.values.map(\.status)
      // As in a sweep, a failed run does not hold the evaluation up: it ranks last.
      let hasEnded = { (status: RunStatus?) in status == .failed || status?.isDone == true }
      if tuning.allSatisfy({ hasEnded(known[$0.id]?.status) }) {
        let more = plan.evaluation(after: known).map(\.id)
        statuses += try store.results(of: more, metric: plan.objective.name)
          .values.map(\.status)
      }
    }
    done = statuses.count(where: \.isDone)
    failed = statuses.count { $0 == .failed }
    toDo = runs - done - failed
    let weights =
      plan.configurations.first
      .map { NetworkSize.parameters(of: $0.settings, facts: plan.dataSets.first) } ?? 0
    let files =
      switch plan.experiment.artifacts {
      case .all: 2
      case .final: 1
      case .none: 0
      }
    bytes = toDo * files * MemoryLayout<Float>.size * weights
  }

  func json() throws -> String { try JSONLine.text(self) }

  func text() -> String {
    var lines = ["\(experiment): \(NumberFormat.count(runs, "run"))"]
    let grid = NumberFormat.count(configurations, "configuration")
    if tune > 0 {
      lines.append(
        "  \(tune) to choose: \(grid) × \(tune / max(1, configurations)) tuning seeds")
      lines.append(
        "  \(evaluate) to report: \(NumberFormat.count(levels, "level")) × "
          + "\(evaluate / levels) evaluation seeds")
    } else {
      lines.append("  \(grid) × \(runs / max(1, configurations)) seeds")
    }
    lines.append("  \(done) done before, \(toDo) to do")
    if failed > 0 { lines.append("  \(failed) failed before: --retry-failed tries them again") }
    if bytes > 0 { lines.append("  about \(NumberFormat.bytes(bytes)) of weights to be written") }
    return lines.joined(separator: "\n")
  }
}
