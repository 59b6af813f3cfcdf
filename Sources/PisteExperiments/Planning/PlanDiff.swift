internal import PisteCore

/// What changes from one plan to another: which runs are new, which are gone.
///
/// Runs are compared by their ids, so a new name, another order of the axes or a default written out
/// changes none. Which configurations an evaluation will take is not known before the tuning runs have
/// ended, so of a second stage the seeds alone are compared.
public struct PlanDiff: Hashable, Sendable, Encodable {
  /// A configuration with runs that only one of the plans has.
  public struct Change: Hashable, Sendable, Encodable {
    /// The configuration as people read it, as `optimizer sgd, optimizer.lr 0.1`.
    public var configuration: String
    /// Runs that only the new plan has.
    public var added: Int
    /// Runs that only the old plan has.
    public var dropped: Int
    /// Runs that both have.
    public var kept: Int

    /// Creates a change.
    public init(configuration: String, added: Int, dropped: Int, kept: Int) {
      self.configuration = configuration
      self.added = added
      self.dropped = dropped
      self.kept = kept
    }
  }

  /// A setting that all configurations of a plan share, with another value in each plan.
  public struct SettingChange: Hashable, Sendable, Encodable {
    /// The setting's dotted name.
    public var key: String
    /// The old value as people read it; nil where the setting did not apply, or varied.
    public var old: String?
    /// The new value as people read it.
    public var new: String?

    /// Creates a change.
    public init(key: String, old: String?, new: String?) {
      self.key = key
      self.old = old
      self.new = new
    }
  }

  /// Runs that start at once and that only the new plan has.
  public var added = 0
  /// Runs that only the old plan has.
  public var dropped = 0
  /// Runs that both plans have.
  public var kept = 0
  /// Every configuration with an added or dropped run, in the order of the new plan, then of the old.
  public var changes: [Change] = []
  /// Shared settings that differ, by name.
  public var settings: [SettingChange] = []
  /// Evaluation seeds that only the new plan has, where tuning runs choose first.
  public var evaluationSeedsAdded: [UInt64] = []
  /// Evaluation seeds that only the old plan has.
  public var evaluationSeedsDropped: [UInt64] = []
  /// What else differs, as `name`, `description`, `order`.
  public var words: [String] = []

  /// Compares two plans.
  public init(from old: Plan, to new: Plan) {
    let (before, after) = (old.initialRuns, new.initialRuns)
    let (known, wanted) = (Set(before.map(\.id)), Set(after.map(\.id)))
    added = wanted.subtracting(known).count
    dropped = known.subtracting(wanted).count
    kept = wanted.intersection(known).count
    changes = Self.changes(old, new, before, after)
    settings = Self.settings(old, new)
    if old.isStaged || new.isStaged {
      let (past, coming) = (Self.evaluationSeeds(old), Self.evaluationSeeds(new))
      evaluationSeedsAdded = coming.filter { !past.contains($0) }
      evaluationSeedsDropped = past.filter { !coming.contains($0) }
    }
    words = Self.words(old, new, isReordered: before.map(\.id) != after.map(\.id))
  }

  /// Whether both plans have the same runs.
  public var isSame: Bool {
    added == 0 && dropped == 0 && evaluationSeedsAdded.isEmpty && evaluationSeedsDropped.isEmpty
  }

  private static func evaluationSeeds(_ plan: Plan) -> [UInt64] {
    plan.isStaged ? plan.experiment.seeds.evaluate : []
  }

  private static func changes(
    _ old: Plan, _ new: Plan, _ before: [RunPlan], _ after: [RunPlan]
  ) -> [Change] {
    let past = Dictionary(grouping: before, by: \.configuration)
    let coming = Dictionary(grouping: after, by: \.configuration)
    var seen: Set<String> = []
    return (new.configurations + old.configurations).compactMap { configuration in
      guard seen.insert(configuration.id).inserted else { return nil }
      let left = Set((past[configuration.id] ?? []).map(\.id))
      let right = Set((coming[configuration.id] ?? []).map(\.id))
      guard left != right else { return nil }
      return Change(
        configuration: text(configuration), added: right.subtracting(left).count,
        dropped: left.subtracting(right).count, kept: left.intersection(right).count)
    }
  }

  private static func text(_ configuration: Configuration) -> String {
    let parts = configuration.coordinates.map { "\($0.key) \($0.text)" }
    return parts.isEmpty ? "the only configuration" : parts.joined(separator: ", ")
  }

  private static func settings(_ old: Plan, _ new: Plan) -> [SettingChange] {
    let (past, coming) = (shared(old), shared(new))
    let (given, wanted) = (varying(old), varying(new))
    return Set(past.keys + coming.keys).sorted().compactMap { key in
      guard past[key] != coming[key], !given.contains(key), !wanted.contains(key) else {
        return nil
      }
      return SettingChange(
        key: key, old: past[key]?.description, new: coming[key]?.description)
    }
  }

  /// The settings that every configuration has with one value.
  private static func shared(_ plan: Plan) -> Settings {
    guard let first = plan.configurations.first else { return Settings() }
    return Settings(
      first.settings.values.filter { key, value in
        plan.configurations.allSatisfy { $0.settings[key] == value }
      })
  }

  /// The settings that configurations have with several values, or that only some have.
  private static func varying(_ plan: Plan) -> Set<String> {
    let all = plan.configurations.reduce(into: Set<String>()) { $0.formUnion($1.settings.keys) }
    return all.subtracting(shared(plan).keys)
  }

  private static func words(_ old: Plan, _ new: Plan, isReordered: Bool) -> [String] {
    let (past, coming) = (old.experiment, new.experiment)
    var words: [String] = []
    if past.name != coming.name { words.append("name") }
    if past.description != coming.description { words.append("description") }
    if old.objective != new.objective { words.append("metric") }
    if past.compare != coming.compare { words.append("compare") }
    if old.levels != new.levels { words.append("levels") }
    if past.tags != coming.tags { words.append("tags") }
    if past.artifacts != coming.artifacts { words.append("artifacts") }
    if past.timeouts != coming.timeouts { words.append("timeout") }
    if past.onFailure != coming.onFailure { words.append("on_failure") }
    if isReordered { words.append("order") }
    return words
  }
}
