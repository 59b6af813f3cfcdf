private import Foundation
private import PisteCatalog
internal import PisteCore
internal import PisteExperiments
internal import PisteStore

/// What a sweep of a plan would do, as far as it can be known before the tuning runs have chosen.
struct SweepPreview: Encodable {
  /// A constraint of `where`, and how many points of the grid it forbids by itself.
  struct Constraint: Encodable {
    let text: String
    let excluded: Int
  }

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
  /// Runs, done or not, that another experiment has too.
  let shared: Int
  /// Runs to do that go on from a checkpoint.
  let resumable: Int
  /// Bytes of weights and values that the runs to do will leave; an estimate.
  let bytes: Int
  /// Workers that the time is estimated for.
  let workers: Int
  /// Wall seconds that the runs to do will take; nil where no earlier run tells.
  let seconds: Double?
  /// What the seconds rest on.
  let basis: String?
  let constraints: [Constraint]
  /// Configurations that stay behind `run_cap`.
  let beyondCap: Int

  private enum CodingKeys: String, CodingKey {
    case experiment, runs, configurations, levels, tune, evaluate, done, failed, shared, resumable
    case bytes, workers, seconds, basis
    case toDo = "to_do"
    case constraints = "where"
    case beyondCap = "beyond_cap"
  }

  /// Looks into the store, if there is one, and writes nothing to it.
  ///
  /// - Throws: `StoreError` if the store cannot be read, `DecodingError` if it was tampered with.
  init(_ plan: Plan, location: StoreLocation, workers: Int) throws {
    // The runs are hashed anew at each access.
    let initial = plan.initialRuns
    experiment = plan.experiment.name
    configurations = plan.configurations.count
    levels = max(1, plan.levels.count)
    runs = plan.runCount
    tune = plan.isStaged ? initial.count : 0
    evaluate = runs - tune
    constraints = zip(plan.experiment.constraints, plan.constraintCounts).map {
      Constraint(text: $0.text, excluded: $1)
    }
    beyondCap = plan.beyondCap
    let known = try KnownRuns(plan, initial, location: location)
    done = known.statuses.values.count(where: \.isDone)
    failed = known.statuses.values.count { $0 == .failed }
    toDo = runs - done - failed
    shared = known.shared
    resumable = known.resumable
    self.workers = workers
    let time = known.estimate(initial, of: plan, toDo: toDo)
    let parallel = Double(max(1, min(workers, toDo)))
    seconds = time.map { $0.seconds / parallel }
    basis = time?.basis.phrase
    bytes = toDo * Self.bytesOfRun(plan)
  }

  /// Weights as `artifacts` asks for them, and what the store takes for each value of each epoch.
  private static func bytesOfRun(_ plan: Plan) -> Int {
    guard let first = plan.configurations.first else { return 0 }
    let weights = Catalog.parameterCount(of: first.settings, plan.dataSets.first)
    let files =
      switch plan.experiment.artifacts {
      case .all: 2
      case .final: 1
      case .none: 0
      }
    let values = (first.settings["epochs"]?.integer ?? 1) * Metric.all.count
    return files * MemoryLayout<Float>.size * weights + values * bytesOfValue
  }

  /// What one value of one epoch takes in the store, at most.
  private static let bytesOfValue = 40

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
    for constraint in constraints {
      lines.append("  where \(constraint.text): leaves out \(constraint.excluded)")
    }
    if beyondCap > 0 {
      lines.append(
        "  run_cap: leaves out \(beyondCap) of \(beyondCap + configurations) configurations")
    }
    lines.append("  \(done) done before, \(toDo) to do")
    if failed > 0 { lines.append("  \(failed) failed before: --retry-failed tries them again") }
    if resumable > 0 { lines.append("  \(resumable) of those to do go on from a checkpoint") }
    if shared > 0 { lines.append("  \(shared) shared with another experiment") }
    if toDo > 0 { lines += [timeText, "  about \(NumberFormat.bytes(bytes)) to be written"] }
    return lines.joined(separator: "\n")
  }

  private var timeText: String {
    guard let seconds, let basis else { return "  time unknown until a first run has ended" }
    return "  about \(NumberFormat.duration(seconds)) with "
      + "\(NumberFormat.count(workers, "worker")), by earlier runs \(basis)"
  }
}

/// What a store knows of the runs of a plan.
private struct KnownRuns {
  private(set) var statuses: [RunID: RunStatus] = [:]
  private(set) var shared = 0
  private(set) var resumable = 0
  private var estimator: RunTimeEstimator?

  init(_ plan: Plan, _ initial: [RunPlan], location: StoreLocation) throws {
    guard FileManager.default.fileExists(atPath: location.databasePath) else { return }
    let store = try RunStore.openForReading(location)
    let metric = plan.objective.name
    var known = try store.results(of: initial.map(\.id), metric: metric)
    var all = initial
    // As in a sweep, a failed run does not hold the evaluation up: it ranks last.
    let hasEnded = { (status: RunStatus?) in status == .failed || status?.isDone == true }
    if plan.isStaged, initial.allSatisfy({ hasEnded(known[$0.id]?.status) }) {
      let more = plan.evaluation(after: known)
      known.merge(try store.results(of: more.map(\.id), metric: metric)) { first, _ in first }
      all += more
    }
    statuses = known.mapValues(\.status)
    let others = try store.runs(beside: plan.experiment.name)
    shared = Set(all.map(\.id)).count(where: others.contains)
    resumable = known.count { run, result in
      !result.status.isDone && result.status != .failed
        && FileManager.default.fileExists(atPath: location.checkpoint(of: run))
    }
    estimator = try RunTimeEstimator(store.paces())
  }

  /// The seconds of all runs to do, one after another, on the worst basis that any of them has.
  ///
  /// Which configurations the evaluation takes is not known yet, so its runs count as the mean.
  func estimate(
    _ initial: [RunPlan], of plan: Plan, toDo: Int
  ) -> (seconds: Double, basis: RunTimeEstimator.Basis)? {
    let estimates = plan.configurations.compactMap { configuration in
      estimator?.estimate(of: configuration.settings).map { (configuration.id, $0) }
    }
    guard !estimates.isEmpty, let basis = estimates.map(\.1.basis).max() else { return nil }
    let seconds = Dictionary(
      estimates.map { ($0.0, $0.1.seconds) }, uniquingKeysWith: { first, _ in first })
    let open = initial.filter { run in
      statuses[run.id].map { !$0.isDone && $0 != .failed } ?? true
    }
    let first = open.reduce(0.0) { $0 + (seconds[$1.configuration] ?? 0) }
    let mean = seconds.values.reduce(0, +) / Double(seconds.count)
    return (first + mean * Double(max(0, toDo - open.count)), basis)
  }
}
