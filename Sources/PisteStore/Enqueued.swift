public import PisteCore
public import PisteExperiments

/// What a sweep has to do after its plan was recorded.
public struct Enqueued: Hashable, Sendable {
  /// The sweep's number in the store.
  public var sweep: Int64
  /// Whether a plan was added to the experiment's history; false where nothing had changed.
  public var isNewPlan: Bool
  /// The runs to carry out, in the order given, each once.
  public var toDo: [RunPlan]
  /// The number that the next attempt of each run to do must bear.
  public var attempts: [RunID: Int]
  /// The epochs that are recorded of each run to do, from the first on, as far as a new attempt may
  /// build on them.
  public var epochs: [RunID: Int]
  /// Runs that have a result already.
  public var done: Int
  /// Runs that failed before and were not asked for again.
  public var failed: Int

  /// Creates a summary.
  public init(
    sweep: Int64, isNewPlan: Bool, toDo: [RunPlan], attempts: [RunID: Int],
    epochs: [RunID: Int] = [:], done: Int, failed: Int
  ) {
    self.sweep = sweep
    self.isNewPlan = isNewPlan
    self.toDo = toDo
    self.attempts = attempts
    self.epochs = epochs
    self.done = done
    self.failed = failed
  }
}
