package import PisteCore

/// What is to be seen of a sweep at one moment.
package struct SweepSnapshot: Hashable, Sendable {
  /// What the best value of a level is the value of.
  package enum Basis: Hashable, Sendable {
    /// There is no value yet.
    case nothing
    /// A run under way, at its latest epoch.
    case runUnderWay(epoch: Int, of: Int?)
    /// The mean over the seeds that ended so far; no stage where there is only one.
    case mean(Stage?, ended: Int, of: Int)
  }

  /// The best of one level so far.
  package struct Level: Hashable, Sendable {
    /// The level; nil where nothing is compared.
    package var name: String?
    /// The metric's value; nil where there is none.
    package var value: Double?
    /// What it is the value of.
    package var basis: Basis
    /// A recent learning curve of the configuration that it belongs to.
    package var curve: [Double]

    /// Creates the best of a level.
    package init(_ name: String?, value: Double?, basis: Basis, curve: [Double] = []) {
      self.name = name
      self.value = value
      self.basis = basis
      self.curve = curve
    }
  }

  /// A run without a result.
  package struct Failure: Hashable, Sendable {
    /// The run.
    package var run: RunID
    /// Failed or lost.
    package var kind: Outcome.Kind
    /// Why.
    package var reason: String

    /// Creates a failure.
    package init(_ run: RunID, _ kind: Outcome.Kind, reason: String) {
      self.run = run
      self.kind = kind
      self.reason = reason
    }
  }

  /// The experiment's name.
  package var name: String
  /// What "better" means.
  package var objective: Objective
  /// Runs of all stages.
  package var total = 0
  /// Runs that were done before.
  package var cached = 0
  /// Runs that failed in an earlier sweep and are left alone in this one.
  package var failedBefore = 0
  /// How many runs ended in each way, in this sweep.
  package var ended: [Outcome.Kind: Int] = [:]
  /// How many runs workers have.
  package var running = 0
  /// How much of those is done, in runs.
  package var share = 0.0
  /// Runs that ended a second; nil until one has.
  package var runsPerSecond: Double?
  /// Seconds until the end; nil where nothing tells.
  package var secondsLeft: Double?
  /// The best so far, levels in grid order.
  package var levels: [Level] = []
  /// The latest runs without a result, the last one last.
  package var failures: [Failure] = []
  /// What an interruption does, once there was one.
  package var note: String?

  /// Creates a snapshot of a sweep that has not begun.
  package init(name: String, objective: Objective) {
    self.name = name
    self.objective = objective
  }

  /// Runs that need no more work in this sweep.
  package var over: Int { cached + failedBefore + ended.values.reduce(0, +) }

  /// Whether somebody asked the sweep to stop.
  package var isStopping: Bool { note != nil }

  /// Runs that wait for a worker, or for the tuning to choose them.
  package var waiting: Int { max(0, total - over - running) }

  /// How the runs stand, in words for people; what is none is left out but for runs under way.
  package var counts: [(count: Int, word: String)] {
    let kinds: [(Outcome.Kind, String)] = [
      (.completed, "done"), (.stopped, "stopped"), (.diverged, "diverged"), (.failed, "failed"),
      (.lost, "lost"),
    ]
    let counts =
      [(running, "running"), (waiting, "waiting")] + kinds.map { (ended[$0.0] ?? 0, $0.1) }
      + [(cached, "cached"), (failedBefore, "failed before")]
    return counts.filter { $0.0 > 0 || $0.1 == "running" }.map { (count: $0.0, word: $0.1) }
  }

  /// Rate and time left, as far as they are known.
  package var pace: [String] {
    let rate = runsPerSecond.map(Self.rate)
    let left = secondsLeft.flatMap { $0 > 0 ? "\(NumberFormat.duration($0)) left" : nil }
    return [rate, left].compactMap { $0 }
  }

  /// Runs a second, in words for people.
  package static func rate(_ value: Double) -> String {
    let number =
      value < 100
      ? NumberFormat.significant(value, digits: 2) : NumberFormat.fixed(value, digits: 0)
    return "\(number) \(number == "1" ? "run" : "runs")/s"
  }
}
