internal import ArgumentParser
private import PisteCatalog
private import PisteCore
private import PisteExperiments

/// `piste explain`: the catalogue in words, from the definitions that files are checked with.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says what a setting, an optimizer, a schedule … is and does.",
    discussion: """
      Without a name it lists everything. A name is that of a family, a member or a setting:

        piste explain optimizer
        piste explain adam
        piste explain schedule cosine
        piste explain optimizer.lr
        piste explain schedule cosine --plot --set epochs=50 --set schedule.warmup=5
        piste explain --json-schema > experiment.schema.json
      """)

  @Argument(help: "A family, a member of one, or a setting; a family may stand before a member.")
  var names: [String] = []

  @Flag(help: "One JSON object a line, for programs.")
  var json = false

  @Flag(help: "Draws the rates of a schedule over a run.")
  var plot = false

  @Flag(help: "The JSON Schema of experiment files, by which editors complete and check them.")
  var jsonSchema = false

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Sets a setting of the run that is drawn.", valueName: "key=value"))
  var overrides: [String] = []

  @Option(help: "How many steps an epoch of the run that is drawn has.")
  var stepsPerEpoch = 100

  @OptionGroup var storeOptions: StoreOptions

  func validate() throws {
    if jsonSchema, plot || json || !names.isEmpty {
      throw ValidationError("--json-schema stands alone")
    }
    if !plot, !overrides.isEmpty { throw ValidationError("--set goes with --plot") }
    guard (1...1_000_000).contains(stepsPerEpoch) else {
      throw ValidationError("--steps-per-epoch takes 1 to 1000000, not \(stepsPerEpoch)")
    }
  }

  func run() throws {
    if jsonSchema { return Terminal.standardOutput.write(try ExperimentSchema.json()) }
    let found = try ExplainSubject.find(names)
    if plot {
      guard let schedule = found.schedule else {
        throw ValidationError("--plot draws a schedule, as piste explain schedule cosine --plot")
      }
      let plot = try SchedulePlot(schedule, overrides: overrides, stepsPerEpoch: stepsPerEpoch)
      guard !json else { return try JSONLine.write(plot.json) }
      for line in found.textLines() + [""] + plot.lines(on: .standardOutput) {
        Terminal.standardOutput.write(line)
      }
      return
    }
    for line in json ? try found.jsonLines() : found.textLines() {
      Terminal.standardOutput.write(line)
    }
  }
}

/// What `explain` was asked about.
private enum ExplainSubject {
  case everything
  case family(Family)
  case entries([CatalogEntry])
  case settings([SettingDefinition])
  case topic(Topic)

  static func find(_ names: [String]) throws -> ExplainSubject {
    guard let first = names.first else { return .everything }
    if names.count == 2, let family = family(first),
      let entry = Catalog.entry(family, names[1])
    {
      return .entries([entry])
    }
    guard names.count == 1 else { throw unknown(names.joined(separator: " ")) }
    if let family = family(first) { return .family(family) }
    let entries = Catalog.entries.filter { $0.name == first }
    if !entries.isEmpty { return .entries(entries) }
    if let topic = Catalog.topics.first(where: { $0.name == first }) { return .topic(topic) }
    // Members that define a setting alike are listed behind one definition.
    var seen: Set<SettingDefinition> = []
    let settings = Catalog.allDefinitions.filter {
      ($0.key == first || $0.key.hasSuffix("." + first)) && seen.insert($0).inserted
    }
    guard settings.isEmpty else { return .settings(settings) }
    throw unknown(first)
  }

  private static func family(_ name: String) -> Family? {
    Family.allCases.first { $0.rawValue == name || $0.rawValue + "s" == name || $0.group == name }
  }

  private static func unknown(_ name: String) -> ValidationError {
    let names =
      Family.allCases.map(\.rawValue) + Catalog.entries.map(\.name) + Catalog.topics.map(\.name)
      + Catalog.allDefinitions.map(\.key)
    let hint = NearestName.among(names, to: name).map { "; did you mean '\($0)'?" }
    return ValidationError(
      "nothing in the catalogue is called '\(name)'\(hint ?? "; piste explain lists it")")
  }

  /// The name of the schedule, if it is one and nothing else.
  var schedule: String? {
    guard case .entries(let entries) = self else { return nil }
    let schedules = entries.filter { $0.family == .schedule }
    // `step` and `constant` may be called so in other families too.
    return schedules.count == 1 ? schedules[0].name : nil
  }

  func textLines() -> [String] {
    switch self {
    case .everything:
      Family.allCases.flatMap { ExplainText.overview(of: $0) + [""] }
        + ExplainText.commonSettings()
    case .family(let family): ExplainText.overview(of: family)
    case .topic(let topic): ExplainText.topic(topic)
    case .entries(let entries): Array(entries.map(ExplainText.entry).joined(separator: [""]))
    case .settings(let settings):
      Array(settings.map { ExplainText.setting($0, withOwner: true) }.joined(separator: [""]))
    }
  }

  func jsonLines() throws -> [String] {
    switch self {
    case .everything:
      try Catalog.entries.map { try JSONLine.text(ExplainRecord($0)) }
        + Catalog.commonSettings.map { try JSONLine.text(ExplainRecord.Setting($0)) }
    case .family(let family):
      try Catalog.entries.filter { $0.family == family }
        .map { try JSONLine.text(ExplainRecord($0)) }
    case .topic(let topic): [try JSONLine.text(topic)]
    case .entries(let entries): try entries.map { try JSONLine.text(ExplainRecord($0)) }
    case .settings(let settings):
      try settings.map { try JSONLine.text(ExplainRecord.Setting($0)) }
    }
  }
}
