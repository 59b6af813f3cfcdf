package import PisteCore

/// What is known of a sweep while it goes on, gathered from its events or from the store.
///
/// Of each level it tells the configuration that the sweep itself would choose now, by the rule that
/// chooses: the more of its runs completed the better, then the mean of the metric.
package struct LiveSweep: Sendable {
  /// A run's place in the experiment.
  package struct Place: Hashable, Sendable {
    /// The level of the compared factor; nil where nothing is compared.
    package var level: String?
    /// The id without the seed.
    package var configuration: String
    /// Whether it chooses or reports.
    package var stage: Stage
    /// The epochs it is to train; nil where that is not known.
    package var epochs: Int?

    /// Creates a place.
    package init(level: String?, configuration: String, stage: Stage, epochs: Int?) {
      self.level = level
      self.configuration = configuration
      self.stage = stage
      self.epochs = epochs
    }
  }

  /// How many seeds there are of each stage.
  package struct Seeds: Hashable, Sendable {
    /// Seeds that choose; 0 where there is one stage.
    package var tune: Int
    /// Seeds that report.
    package var evaluate: Int

    /// Creates counts.
    package init(tune: Int, evaluate: Int) {
      self.tune = tune
      self.evaluate = evaluate
    }
  }

  /// A run that a worker has.
  private struct LiveRun {
    var place: Place?
    var epoch = 0
    /// The epochs that earlier attempts had finished.
    var firstEpoch = 0
    var values: [Int: Double] = [:]

    var share: Double { share(of: epoch) }
    var shareNow: Double { share(of: epoch - firstEpoch) }

    private func share(of epoch: Int) -> Double {
      guard let epochs = place?.epochs, epochs > 0 else { return 0 }
      return min(1, Double(epoch) / Double(epochs))
    }

    var curve: [Double] { values.sorted { $0.key < $1.key }.map(\.value) }

    func value(at best: Int?) -> Double? { values[best ?? epoch] }

    mutating func forget(beyond last: Int) { values = values.filter { $0.key <= last } }
  }

  /// What the runs of a configuration gave so far.
  private struct Standing {
    var number: Int
    var values: [Stage: [Double]] = [:]
    var score: RankingScore
    var lastRun: RunID
    var curve: [Double]?
  }

  private static let curvePoints = 16
  private static let keptFailures = 3

  /// The experiment's name.
  package let name: String
  /// What "better" means.
  package let objective: Objective
  private let seeds: Seeds
  private var levels: [String?]
  private var places: [RunID: Place] = [:]
  private var running: [RunID: LiveRun] = [:]
  /// What earlier attempts measured, for runs that wait to go on.
  private var earlier: [RunID: [Int: Double]] = [:]
  private var standings: [String?: [String: Standing]] = [:]
  /// The configuration that leads each level.
  private var leaders: [String?: String] = [:]
  private var counted: Set<RunID> = []
  private var failures: [SweepSnapshot.Failure] = []
  private var ended: [Outcome.Kind: Int] = [:]

  /// Runs of all stages.
  package var total: Int
  /// Runs that were done before.
  package var cached = 0
  /// Runs that failed in an earlier sweep and are left alone.
  package var failedBefore = 0
  /// Seconds since the sweep began.
  package var elapsed = 0.0
  /// What an interruption does, once there was one.
  package var note: String?

  /// Creates the state of a sweep that has not begun.
  ///
  /// - Parameters:
  ///   - name: The experiment's name.
  ///   - objective: What "better" means.
  ///   - levels: The levels of the compared factor in grid order; empty where nothing is compared.
  ///   - seeds: How many seeds choose, and how many report.
  ///   - total: Runs of all stages.
  package init(
    name: String, objective: Objective, levels: [String] = [],
    seeds: Seeds = Seeds(tune: 0, evaluate: 1), total: Int = 0
  ) {
    self.name = name
    self.objective = objective
    self.levels = levels.isEmpty ? [nil] : levels
    self.seeds = seeds
    self.total = total
  }

  /// Tells where runs belong that will be heard of.
  package mutating func expect(_ run: RunID, at place: Place) { places[run] = place }

  /// The level of a run; nil where it is not known.
  package func level(of run: RunID) -> String? { places[run]?.level }

  /// Tells what earlier attempts at a run measured that waits to go on.
  package mutating func recall(_ run: RunID, values: [Int: Double]) { earlier[run] = values }

  // MARK: What happens

  /// Takes in an event of this sweep.
  package mutating func take(_ event: RunEvent) {
    switch event {
    case .started(let run, _, _, _):
      let values = earlier.removeValue(forKey: run) ?? [:]
      running[run] = LiveRun(place: places[run], values: values)
    case .began(let run, _, let epoch, _):
      running[run]?.epoch = epoch
      running[run]?.firstEpoch = epoch
      running[run]?.forget(beyond: epoch)
    case .epoch(let run, _, let report):
      running[run]?.epoch = report.epoch
      running[run]?.values[report.epoch] = report.metrics[objective.name] ?? .nan
    case .workerEnded:
      // What follows from it comes next.
      return
    case .attemptLost(let run, _, _), .requeued(let run, _):
      earlier[run] = running.removeValue(forKey: run)?.values
    case .finished(let run, _, let outcome, _):
      let last = running.removeValue(forKey: run)
      ended[outcome.kind, default: 0] += 1
      if outcome.kind == .failed || outcome.kind == .lost {
        fail(.init(run, outcome.kind, reason: outcome.reason ?? ""))
      }
      let curve = last?.curve ?? []
      settle(
        run, value: outcome.isWhole ? last?.value(at: outcome.bestEpoch) : nil, curve: curve)
    }
  }

  /// Takes in what the store tells of a run under way.
  package mutating func observe(_ run: RunID, epoch: Int, value: Double?) {
    var known = running[run] ?? LiveRun(place: places[run], epoch: epoch, firstEpoch: epoch)
    known.epoch = epoch
    if let value { known.values[epoch] = value }
    running[run] = known
  }

  /// Forgets the runs under way that are no longer among `runs`.
  package mutating func keepRunning(_ runs: Set<RunID>) {
    running = running.filter { runs.contains($0.key) }
  }

  /// Takes in how a run of this sweep ended, from the store.
  package mutating func count(_ run: RunID, _ kind: Outcome.Kind, reason: String?) {
    ended[kind, default: 0] += 1
    if kind == .failed || kind == .lost { fail(.init(run, kind, reason: reason ?? "")) }
  }

  /// Takes in what a run ended with, whenever that was.
  ///
  /// - Parameters:
  ///   - run: The run, of which ``expect(_:at:)`` told.
  ///   - value: The metric it ended with; nil if it did not go as far as it was to go.
  ///   - curve: Its learning curve; nil where that is not at hand.
  package mutating func settle(_ run: RunID, value: Double?, curve: [Double]?) {
    guard let place = places[run], let value, value.isFinite, counted.insert(run).inserted else {
      return
    }
    if !levels.contains(place.level) { levels.append(place.level) }
    let number = standings[place.level]?.count ?? 0
    var standing =
      standings[place.level]?[place.configuration]
      ?? Standing(number: number, score: score([]), lastRun: run)
    standing.values[place.stage, default: []].append(value)
    standing.score = score(standing.values[choosing] ?? [])
    standing.lastRun = run
    standing.curve = curve.map { Sparkline.sampled($0, count: Self.curvePoints) }
    standings[place.level, default: [:]][place.configuration] = standing
    // Only what changed can have taken the lead; if it led before, any other may lead now.
    if let leader = best(of: place.level), leaders[place.level] != place.configuration {
      if outranks(standing, leader) { leaders[place.level] = place.configuration }
    } else {
      leaders[place.level] = standings[place.level]?.max { outranks($1.value, $0.value) }?.key
    }
  }

  private mutating func fail(_ failure: SweepSnapshot.Failure) {
    failures = (failures + [failure]).suffix(Self.keptFailures)
  }

  /// The stage whose values choose.
  private var choosing: Stage { seeds.tune > 0 ? .tune : .evaluate }

  private func score(_ values: [Double]) -> RankingScore {
    RankingScore(values: values, planned: choosing == .tune ? seeds.tune : seeds.evaluate)
  }

  // MARK: What is to be seen

  /// The runs whose curves would be shown if they were at hand.
  package var runsWithoutCurve: [RunID] {
    levels.compactMap { best(of: $0) }.filter { $0.curve == nil }.map(\.lastRun)
  }

  /// Adds a curve that was not at hand when its run was settled.
  package mutating func addCurve(_ values: [Double], of run: RunID) {
    guard let place = places[run], standings[place.level]?[place.configuration]?.lastRun == run
    else { return }
    let curve = Sparkline.sampled(values, count: Self.curvePoints)
    standings[place.level]?[place.configuration]?.curve = curve
  }

  /// What is to be seen now.
  package func snapshot() -> SweepSnapshot {
    var snapshot = SweepSnapshot(name: name, objective: objective)
    snapshot.total = total
    snapshot.cached = cached
    snapshot.failedBefore = failedBefore
    snapshot.ended = ended
    snapshot.running = running.count
    snapshot.share = running.values.reduce(0) { $0 + $1.share }
    let count = ended.values.reduce(0, +)
    if count > 0, elapsed > 0 { snapshot.runsPerSecond = Double(count) / elapsed }
    // Of a run that goes on, only what this sweep did tells how fast it is.
    let work = running.values.reduce(Double(count)) { $0 + $1.shareNow }
    if work > 0, note == nil {
      let left = max(0, Double(total - snapshot.over) - snapshot.share)
      snapshot.secondsLeft = left * elapsed / work
    }
    snapshot.levels = levels.map(standing)
    snapshot.failures = failures
    snapshot.note = note
    return snapshot
  }

  private func standing(of level: String?) -> SweepSnapshot.Level {
    guard let best = best(of: level) else { return firstRun(of: level) }
    if choosing == .tune, let values = best.values[.evaluate], !values.isEmpty {
      return SweepSnapshot.Level(
        level, value: RankingScore(values: values, planned: seeds.evaluate).mean,
        basis: .mean(.evaluate, ended: values.count, of: seeds.evaluate), curve: best.curve ?? [])
    }
    return SweepSnapshot.Level(
      level, value: best.score.mean,
      basis: .mean(
        choosing == .tune ? .tune : nil, ended: best.score.completed, of: best.score.planned),
      curve: best.curve ?? [])
  }

  /// The configuration that leads its level.
  private func best(of level: String?) -> Standing? {
    leaders[level].flatMap { standings[level]?[$0] }
  }

  /// Whether the one is evaluated already and the other is not, or would be chosen before it.
  private func outranks(_ left: Standing, _ right: Standing) -> Bool {
    if choosing == .tune {
      let counts = (left.values[.evaluate]?.count ?? 0, right.values[.evaluate]?.count ?? 0)
      if counts.0 != counts.1 { return counts.0 > counts.1 }
    }
    if left.score.beats(right.score, goal: objective.goal) { return true }
    return right.score.beats(left.score, goal: objective.goal) ? false : left.number < right.number
  }

  /// The best of the runs under way, where none of the level has ended.
  private func firstRun(of level: String?) -> SweepSnapshot.Level {
    let runs = running.values.compactMap { run -> (LiveRun, Double)? in
      guard let place = run.place, place.level == level, let value = run.values[run.epoch] else {
        return nil
      }
      return (run, value)
    }
    let best = runs.max { left, right in
      if objective.goal.prefers(right.1, over: left.1) { return true }
      // A law of its own for equal values, so that the line does not jump.
      return objective.goal.prefers(left.1, over: right.1)
        ? false : (left.0.place?.configuration ?? "") > (right.0.place?.configuration ?? "")
    }
    guard let (run, value) = best else {
      return SweepSnapshot.Level(level, value: nil, basis: .nothing)
    }
    return SweepSnapshot.Level(
      level, value: value.isFinite ? value : nil,
      basis: .runUnderWay(epoch: run.epoch, of: run.place?.epochs),
      curve: Sparkline.sampled(run.curve, count: Self.curvePoints))
  }
}
