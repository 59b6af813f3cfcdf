public import PisteCore

/// An experiment as it is kept: what its file said, and what was read out of it.
public struct ExperimentRecord: Hashable, Sendable, Codable {
  /// The name, unique in a store; sweeping another file of this name makes a new plan of it.
  public var name: String
  /// The question, in the file's words.
  public var description: String?
  /// What "better" means.
  public var objective: Objective
  /// All else that was read out of the file, as JSON; the store does not look into it.
  public var manifestJSON: String
  /// The file's name, without folders.
  public var sourceFile: String
  /// The file's text.
  public var sourceText: String
  /// The file's tags, which the experiment gets; see ``Labels``.
  public var tags: [String]

  /// Creates an experiment's record.
  public init(
    name: String, description: String?, objective: Objective, manifestJSON: String,
    sourceFile: String, sourceText: String, tags: [String] = []
  ) {
    self.name = name
    self.description = description
    self.objective = objective
    self.manifestJSON = manifestJSON
    self.sourceFile = sourceFile
    self.sourceText = sourceText
    self.tags = tags
  }
}

/// An experiment in a list: how far its runs are.
public struct ExperimentSummary: Hashable, Sendable, Codable {
  /// The name.
  public var name: String
  /// The question, in the file's words.
  public var description: String?
  /// What "better" means.
  public var objective: Objective
  /// How many rows of its latest plan have each status; statuses without a run are left out.
  public var counts: [RunStatus: Int]
  /// How many plans were swept under this name, the latest included.
  public var plans: Int
  /// When it was last swept, UTC as ``StoreTime`` writes it.
  public var lastSweep: String?
  /// Its tags, in alphabetical order.
  public var tags: [String]
  /// What somebody noted on it.
  public var note: String?

  /// Creates a summary.
  public init(
    name: String, description: String?, objective: Objective, counts: [RunStatus: Int],
    plans: Int, lastSweep: String?, tags: [String] = [], note: String? = nil
  ) {
    self.name = name
    self.description = description
    self.objective = objective
    self.counts = counts
    self.plans = plans
    self.lastSweep = lastSweep
    self.tags = tags
    self.note = note
  }

  /// The rows of its latest plan.
  public var total: Int { counts.values.reduce(0, +) }

  /// Those with a result, divergence included.
  public var done: Int { counts.reduce(0) { $1.key.isDone ? $0 + $1.value : $0 } }
}
