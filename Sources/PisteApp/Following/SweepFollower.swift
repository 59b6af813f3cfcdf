private import Foundation
internal import PisteCore
internal import PisteStore

/// Follows a sweep by reading the store that another process writes.
///
/// Every look reads what ended since the look before, and the runs under way, so that following a large
/// sweep costs its writer nothing.
struct SweepFollower {
  private let store: RunStore
  private let summary: ExperimentSummary
  private let outline: PlanOutline
  private var live: LiveSweep
  private var lastEnding: String?
  private var seen: [RunID: RunStatus] = [:]

  /// The experiment's name.
  var name: String { summary.name }

  /// Begins to follow an experiment's latest plan.
  ///
  /// - Throws: `StoreError` if it cannot be read.
  init(_ summary: ExperimentSummary, in store: RunStore) throws {
    self.store = store
    self.summary = summary
    outline = try store.outline(of: summary.name)
    live = LiveSweep(
      name: summary.name, objective: summary.objective, levels: outline.levels,
      seeds: .init(tune: outline.tuningSeeds, evaluate: outline.evaluationSeeds),
      total: max(outline.plannedRuns, summary.total))
  }

  /// Whether `summary` is of the plan and the sweep that are followed here.
  func follows(_ other: ExperimentSummary) -> Bool {
    (other.name, other.plans, other.lastSweep) == (summary.name, summary.plans, summary.lastSweep)
  }

  /// What one look at the store found.
  struct Look {
    /// What is to be seen now.
    let snapshot: SweepSnapshot
    /// The runs that ended since the last look; at the first, all that ever did.
    let endings: [RunEnding]
    /// The runs that workers have.
    let underWay: [RunUnderWay]
  }

  /// Reads what has changed.
  ///
  /// - Throws: `StoreError` if the store cannot be read.
  mutating func look() throws -> Look {
    let endings = try store.endings(of: name, since: lastEnding)
      .filter { seen.updateValue($0.status, forKey: $0.run) != $0.status }
    for ending in endings { take(ending) }
    lastEnding = endings.last?.finishedAt ?? lastEnding
    let underWay = try store.runsUnderWay(in: name)
    for run in underWay {
      // One that failed before and is tried again will end anew.
      seen[run.run] = nil
      live.expect(
        run.run,
        at: .init(
          level: run.level, configuration: run.configuration, stage: run.stage,
          epochs: run.epochs))
      live.observe(run.run, epoch: run.epoch, value: run.value)
    }
    live.keepRunning(Set(underWay.map(\.run)))
    for run in live.runsWithoutCurve {
      live.addCurve(try store.curve(of: run, metric: summary.objective.name).map(\.value), of: run)
    }
    if let start = summary.lastSweep.flatMap(StoreTime.date) {
      live.elapsed = max(0, Date().timeIntervalSince(start))
    }
    return Look(snapshot: live.snapshot(), endings: endings, underWay: underWay)
  }

  private mutating func take(_ ending: RunEnding) {
    live.expect(
      ending.run,
      at: .init(
        level: ending.level, configuration: ending.configuration, stage: ending.stage,
        epochs: nil))
    live.settle(ending.run, value: ending.isWhole ? ending.value : nil, curve: nil)
    guard let kind = Outcome.Kind(rawValue: ending.status.rawValue) else { return }
    // The same form throughout, so texts compare as moments do.
    if ending.finishedAt >= summary.lastSweep ?? "" {
      live.count(ending.run, kind, reason: ending.reason)
    } else if ending.status.isDone {
      live.cached += 1
    } else {
      live.failedBefore += 1
    }
  }
}
