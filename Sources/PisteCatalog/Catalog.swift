public import PisteCore

/// Everything an experiment can set or choose, defined once.
///
/// Files are checked, runs identified, plots labelled and `piste explain` printed from the same
/// definitions, so that none of them can say something else than another.
public enum Catalog {
  /// Every member of every family, families in order.
  public static let entries: [CatalogEntry] =
    OptimizerName.allCases.map(\.entry) + ScheduleName.allCases.map(\.entry)
    + InitializerName.allCases.map(\.entry) + ActivationName.allCases.map(\.entry)
    + HiddenNormalizationName.allCases.map(\.entry)
    + LossName.allCases.map(\.entry) + DataSetName.allCases.map(\.entry)
    + NormalizationName.allCases.map(\.entry) + TaskName.allCases.map(\.entry)
    + ShuffleName.allCases.map(\.entry) + DiagnosticsName.allCases.map(\.entry)

  /// The member of `family` that files call `name`.
  public static func entry(_ family: Family, _ name: String) -> CatalogEntry? {
    entries.first { $0.family == family && $0.name == name }
  }

  /// The names of a family's members, in order.
  public static func names(_ family: Family) -> [String] {
    entries.filter { $0.family == family }.map(\.name)
  }

  /// The dotted name of the setting that chooses a member of `family`.
  public static func selector(of family: Family) -> String { family.selector }

  /// Group → selector: a bare word given for the group means its selector.
  public static let groups: [String: String] = Dictionary(
    uniqueKeysWithValues: Family.allCases.compactMap { family in
      family.group.map { ($0, family.selector) }
    })

  /// Every definition, common ones first; a setting that several members define comes once for
  /// each of them, since defaults may differ.
  public static let allDefinitions: [SettingDefinition] =
    commonSettings + ScheduleName.commonSettings + entries.flatMap(\.settings)

  /// The definition of the setting named `key`, wherever it is defined first.
  public static func definition(_ key: String) -> SettingDefinition? {
    allDefinitions.first { $0.key == key }
  }

  /// The members that bring the setting named `key`; empty for a common setting or an unknown one.
  public static func owners(of key: String) -> [CatalogEntry] {
    entries.filter { entry in entry.settings.contains { $0.key == key } }
  }

  /// All definitions that apply, given the choices made in `settings`, defaults for the others.
  ///
  /// A choice that names no member brings no settings; the check of the file has told it.
  public static func definitions(for settings: Settings) -> [SettingDefinition] {
    var result = commonSettings + ScheduleName.commonSettings
    for definition in commonSettings {
      guard case .choice(let family) = definition.type,
        let name = (settings[definition.key] ?? definition.defaultValue)?.text
          ?? (family == .loss ? assumedLoss(in: settings) : nil),
        let entry = entry(family, name)
      else { continue }
      result += entry.settings
    }
    return result
  }

  /// `settings` with every applicable default filled in.
  ///
  /// Task and loss are filled in where `facts` tell the task. What has no default and is not
  /// given, as a gain that follows from the activation, stays out.
  public static func complete(_ settings: Settings, facts: DataSetFacts?) -> Settings {
    var result = settings
    if result["task"] == nil { result["task"] = facts.map { .text($0.task.rawValue) } }
    if result["loss"] == nil { result["loss"] = defaultLoss(in: result) }
    for definition in definitions(for: result) where result[definition.key] == nil {
      result[definition.key] = definition.defaultValue
    }
    return result
  }

  /// The settings that make a run what it is: applicable, affecting the result, not the default.
  ///
  /// Writing a default out, or the task that follows from the data anyway, changes nothing here;
  /// nor does what other settings leave without effect, as the start of a warm-up of no length.
  public static func identity(_ settings: Settings, facts: DataSetFacts?) -> Settings {
    let complete = complete(settings, facts: facts)
    let idle = idleKeys(in: complete)
    var result = Settings()
    for definition in definitions(for: complete)
    where definition.affectsResult && !idle.contains(definition.key) {
      let usual: SettingValue? =
        switch definition.key {
        case "task": facts.map { SettingValue.text($0.task.rawValue) }
        case "loss": defaultLoss(in: complete)
        case "model.bias_rule": .text(InitializerName.biasRule(in: complete, given: nil))
        case "schedule.cycle_momentum": .bool(ScheduleName.hasMomentum(complete))
        case "schedule.step_size_down": complete["schedule.step_size_up"]
        default: definition.defaultValue
        }
      if complete[definition.key] != usual { result[definition.key] = complete[definition.key] }
    }
    return result
  }

  /// Settings that apply but that nothing reads, given what the others are.
  ///
  /// A function has no network; where a warm-up starts says nothing without a warm-up, and what a
  /// schedule counts in says nothing where it counts nothing; nor does the value of biases that are
  /// drawn, nor the bounds of a momentum that does not move.
  private static func idleKeys(in complete: Settings) -> Set<String> {
    var keys = functionIdleKeys(in: complete)
    if complete["dataset.normalize"] == "none" { keys.insert("dataset.normalize_scope") }
    if complete["schedule.warmup"]?.number == 0 {
      keys.insert("schedule.warmup_start")
      let uncounted: [ScheduleName] = [.constant, .reduceOnPlateau]
      if uncounted.contains(where: { complete["schedule.name"]?.text == $0.rawValue }) {
        keys.insert("schedule.unit")
      }
    }
    if !ScheduleName.movesMomentum(in: complete) {
      keys.formUnion(["schedule.base_momentum", "schedule.max_momentum"])
    }
    if let mode = complete["schedule.mode"]?.text, mode != "exp-range" {
      keys.insert("schedule.factor")
    }
    if InitializerName.biasRule(in: complete) == "uniform" { keys.insert("model.bias_init") }
    if complete["model.hidden"]?.list?.isEmpty == true {
      keys.formUnion(["model.normalize", "model.dropout"])
    }
    if complete["diagnostics"]?.text == DiagnosticsName.none.rawValue {
      keys.insert("diagnostics_every")
    }
    return keys
  }

  /// The loss whose settings may be given where none is named and the data are not known yet.
  ///
  /// Only a loss that follows from some task can stay unnamed, and cross-entropy alone of those
  /// has settings; data that turn out to ask for another loss are told as a conflict.
  private static func assumedLoss(in settings: Settings) -> String {
    defaultLoss(in: settings)?.text ?? LossName.crossEntropy.rawValue
  }

  private static func defaultLoss(in settings: Settings) -> SettingValue? {
    settings["task"]?.text.flatMap(LearningTask.init(rawValue:))
      .map { .text(LossName(task: $0).rawValue) }
  }
}
