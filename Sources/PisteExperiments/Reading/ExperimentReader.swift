internal import PisteCatalog
internal import PisteCore

/// Reads the top level of an experiment file, gathering faults as it goes.
struct ExperimentReader {
  static let keys = [
    "name", "description", "method", "samples", "metric", "compare", "seeds", "settings",
    "parameters", "zip", "include", "exclude", "where", "constants", "extends", "run_cap",
    "timeout", "on_failure", "artifacts", "protocol", "tags",
  ]
  private static let examples = [
    "name": "sgd-vs-adam", "description": "Which optimizer?", "method": "grid",
    "compare": "optimizer.name", "artifacts": "final", "protocol": "reproduction",
    "goal": "maximize",
  ]

  var experiment = Experiment()
  var faults = Faults()
  private var entries: [String: YAMLEntry] = [:]
  /// Whether the file has words that only W&B's sweeps have.
  private var isWandbFile = false

  init(file: String, text: String) {
    experiment.sourceFile = file
    experiment.sourceText = text
  }

  mutating func read(_ root: YAMLNode?) {
    let start = SourceLocation(file: experiment.sourceFile, line: 1, column: 1)
    // Without any settings there is one fault, not a missing data set besides.
    if root?.entries == nil { faults.markBroken("dataset.name") }
    guard let root, !root.isEmpty else {
      faults.add(
        .missingKey, "the file is empty", hint: "an experiment has at least a name and settings",
        at: start)
      return
    }
    guard let top = root.entries else {
      faults.add(
        .wrongType, "an experiment is a mapping of keys, not \(root.phrase)",
        hint: "it begins as in `name: sgd-vs-adam`", at: root.location)
      return
    }
    for entry in top { sort(entry) }
    readHeader(start)
    readSeeds()
    readLimits()
    // Before the grid: what a constraint forbids is not drawn.
    readConstraints()
    readGrid()
  }

  private mutating func sort(_ entry: YAMLEntry) {
    experiment.places[entry.key] = entry.location
    if let note = WandbSweepFile.note(on: entry) {
      isWandbFile = true
      faults.note(note)
    } else if Self.keys.contains(entry.key) {
      entries[entry.key] = entry
      if entry.key == "parameters" {
        entries[entry.key]?.value = WandbSweepFile.unwrapped(entry.value)
      }
    } else {
      unknown(entry)
    }
  }

  private mutating func unknown(_ entry: YAMLEntry) {
    var hint = NearestName.among(Self.keys, to: entry.key).map { "did you mean `\($0)`?" }
    if case .unknown = KeyKind(entry.key) {
    } else {
      hint = "`\(entry.key)` is a setting and belongs under `settings`"
    }
    faults.add(
      .unknownKey, "an experiment has no `\(entry.key)`",
      hint: hint ?? "there are " + Self.keys.joined(separator: ", "), at: entry.location)
  }

  // MARK: Name, method, metric and other words

  private mutating func readHeader(_ start: SourceLocation) {
    if let name = entries["name"] {
      if let text = text(name) { readName(text, at: name.value.location) }
    } else if isWandbFile {
      readName(WandbSweepFile.name(ofFile: experiment.sourceFile), at: start)
      faults.note(WandbSweepFile.noteOnName(experiment.name, at: start))
    } else {
      faults.add(
        .missingKey, "the experiment has no name",
        hint: "give one, as in `name: sgd-vs-adam`; reports are filed under it", at: start)
    }
    experiment.description = entries["description"].flatMap { text($0) } ?? ""
    experiment.compare = entries["compare"].flatMap { text($0) }
    readMethod()
    if let entry = entries["artifacts"],
      let word = choice(entry, ArtifactPolicy.allCases.map(\.rawValue))
    {
      experiment.artifacts = ArtifactPolicy(rawValue: word) ?? .all
    }
    if let entry = entries["protocol"] {
      var reader = ProtocolReader(faults: faults)
      let published = reader.read(entry)
      faults = reader.faults
      experiment.isReproduction = published != nil
      experiment.published = published ?? []
    }
    if let entry = entries["tags"] { readTags(entry) }
    if let entry = entries["metric"] { readMetric(entry) }
  }

  private mutating func readName(_ name: String, at place: SourceLocation) {
    let allowed = name.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || "-_.+ ".contains(Character($0))
    }
    if allowed, !name.hasPrefix("."), name.utf8.count <= 100, name.first != " ", name.last != " " {
      experiment.name = name
    } else {
      faults.add(
        .badName, "`\(name)` cannot name a folder, as an experiment's name does",
        hint: "use letters, digits, `-` and `_`, at most 100", at: place)
    }
  }

  private mutating func readMethod() {
    let runCap = entries["run_cap"]
    var reader = MethodReader(faults: faults)
    experiment.sampling = reader.sampling(
      entries["method"], samples: entries["samples"], runCap: runCap,
      compares: experiment.compare != nil)
    faults = reader.faults
  }

  private mutating func readTags(_ entry: YAMLEntry) {
    guard let elements = entry.value.elements, !elements.contains(where: { $0.text == nil }) else {
      faults.add(
        .wrongType, "`tags` must be a list of words, not \(entry.value.phrase)",
        hint: "as in [baseline, paper]", at: entry.value.location)
      return
    }
    experiment.tags = elements.compactMap(\.text)
  }

  private mutating func readMetric(_ entry: YAMLEntry) {
    var name: YAMLNode? = entry.value.entries == nil ? entry.value : nil
    var goal: YAMLEntry?
    for inner in entry.value.entries ?? [] {
      switch inner.key {
      case "name": name = inner.value
      case "goal": goal = inner
      case "target":
        faults.note(
          .notHonored, "`target` is not honored: a sweep trains every run that is planned",
          hint: "remove it", at: inner.location)
      default:
        faults.add(
          .unknownKey, "`metric` has no `\(inner.key)`", hint: "there are name and goal",
          at: inner.location)
      }
    }
    guard let name else {
      faults.add(
        .missingKey, "`metric` lacks `name`", hint: "as in {name: val/accuracy, goal: maximize}",
        at: entry.location)
      return
    }
    guard let text = name.text, !name.isEmpty else {
      faults.add(
        .wrongType, "`metric` must name a metric, not \(name.phrase)",
        hint: "as in {name: val/accuracy, goal: maximize}", at: name.location)
      return
    }
    experiment.places["metric.name"] = name.location
    let usual: Goal = text.hasSuffix("accuracy") ? .maximize : .minimize
    let word = goal.flatMap { choice($0, Goal.allCases.map(\.rawValue)) }
    experiment.objective = Objective(name: text, goal: word.flatMap(Goal.init) ?? usual)
  }

  private mutating func text(_ entry: YAMLEntry) -> String? {
    if let text = entry.value.text, !entry.value.isEmpty { return text }
    faults.add(
      .wrongType, "`\(entry.key)` must be a text, not \(entry.value.phrase)",
      hint: Self.examples[entry.key].map { "as in \(entry.key): \($0)" }
        ?? "write a word, or leave `\(entry.key)` out",
      at: entry.value.location)
    return nil
  }

  private mutating func choice(_ entry: YAMLEntry, _ words: [String]) -> String? {
    guard let text = text(entry) else { return nil }
    if words.contains(text) { return text }
    faults.add(
      .unknownChoice, "`\(text)` is no value of `\(entry.key)`",
      hint: "there \(words.count == 1 ? "is" : "are") " + words.joined(separator: ", "),
      at: entry.value.location)
    return nil
  }

  // MARK: Seeds, limits, settings and the grid

  private mutating func readSeeds() {
    guard let entry = entries["seeds"] else { return }
    var reader = SeedsReader(faults: faults)
    let plan = reader.plan(entry, mayOverlap: experiment.isReproduction)
    faults = reader.faults
    if let plan { experiment.seeds = plan }
  }

  private mutating func readLimits() {
    var limits = LimitsReader(faults: faults)
    // Of a method that draws it is the count of draws.
    experiment.runCap =
      experiment.sampling == nil ? entries["run_cap"].flatMap { limits.cap($0) } : nil
    experiment.timeouts = entries["timeout"].map { limits.timeouts($0) } ?? RunTimeouts()
    experiment.onFailure =
      entries["on_failure"].flatMap { limits.failurePolicy($0) } ?? .continue
    faults = limits.faults
  }

  private mutating func readConstraints() {
    guard let entry = entries["where"] else { return }
    var reader = ConstraintReader(faults: faults)
    experiment.constraints = reader.constraints(entry)
    faults = reader.faults
  }

  private mutating func readGrid() {
    var settings = SettingReader(faults: faults)
    let given = entries["parameters"].map { GivenKeys(parameters: $0.value) }
    experiment.given = given
    if let entry = entries["settings"] {
      experiment.common = settings.givenValues(in: entry.value)
    }
    var axes = AxisReader(reader: settings, isSampled: experiment.sampling != nil)
    var space = SampleSpace(axes: [])
    if let entry = entries["parameters"] {
      let content = axes.content(entry.value, under: "", in: .parameters)
      experiment.dimensions = content.dimensions
      space.axes = content.sampled
      // `value:` under `parameters` fixes a setting as `settings` does.
      experiment.common = SettingReader.firsts(of: experiment.common + content.fixed)
    }
    var keys = KeyCheck(faults: axes.reader.faults)
    keys.check(
      given?.axes ?? [],
      settings: entries["settings"].map { GivenKeys.settings(in: $0.value) } ?? [])
    axes.reader.faults = keys.faults
    var patterns = PatternReader(reader: axes.reader)
    if let entry = entries["zip"] {
      if let sampling = experiment.sampling {
        patterns.reader.faults.add(
          .conflict, "`zip` joins axes of a grid, and `\(sampling.kind)` draws from each",
          hint: "remove it; alternatives of `one_of` give settings together", at: entry.location)
      } else {
        experiment.dimensions = patterns.zipped(experiment.dimensions, entry)
      }
    }
    let groups = Set(experiment.dimensions.map(\.key) + space.axes.map(\.key))
    if let entry = entries["exclude"] { experiment.exclude = patterns.patterns(entry, groups) }
    if let entry = entries["include"] { experiment.include = patterns.patterns(entry, groups) }
    faults = patterns.reader.faults
    if let sampling = experiment.sampling {
      var drawer = SampleDrawer(
        experiment: experiment, space: space, sampling: sampling, faults: faults)
      experiment.dimensions = drawer.dimensions()
      faults = drawer.faults
    }
  }
}
