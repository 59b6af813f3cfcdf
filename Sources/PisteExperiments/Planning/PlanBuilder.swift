internal import PisteCatalog
internal import PisteCore

/// Checks an experiment's grid point by point and turns it into a plan.
struct PlanBuilder {
  let experiment: Experiment
  let facts: (Settings) throws -> DataSetFacts
  var faults: Faults

  private var known: [Settings: DataSetFacts?] = [:]
  /// The first error of `facts` that is no fault of file or data.
  private var trouble: (any Error)?
  private(set) var dataSets: [DataSetFacts] = []

  init(_ experiment: Experiment, facts: @escaping (Settings) throws -> DataSetFacts) {
    self.experiment = experiment
    self.facts = facts
    faults = experiment.readingFaults
  }

  mutating func build() throws -> Plan {
    var expansion = GridExpansion(experiment: experiment, faults: faults)
    var points = expansion.points()
    faults = expansion.faults
    let constraintCounts = constrain(&points)
    var compare = CompareCheck(experiment: experiment, faults: faults)
    compare.check()
    var metric = MetricCheck(experiment: experiment, faults: compare.faults)
    metric.checkName()
    faults = metric.faults
    let runs = min(points.count, experiment.runCap ?? .max).multipliedReportingOverflow(
      by: experiment.seeds.tune.count + experiment.seeds.evaluate.count)
    if runs.overflow || runs.partialValue > 10_000_000 {
      faults.add(
        .tooLarge, "the experiment has more than 10,000,000 runs",
        hint: "shorten some axes or take fewer seeds", at: experiment.place(of: "seeds"))
    }
    var configurations: [Configuration] = []
    var tasks: [(LearningTask, Settings, GridPoint)] = []
    for (index, point) in points.enumerated() {
      let settings = point.settings
      PointCheck.applicability(point, settings, experiment, &faults)
      let broken = RangeCheck.check(point, settings, &faults)
      let isReadable = !broken.contains { $0.hasPrefix("dataset.") }
      let facts = isReadable ? dataFacts(settings, point) : nil
      PointCheck.conflicts(point, settings, facts, experiment, &faults)
      metric.faults = faults
      metric.check(point, settings, facts)
      faults = metric.faults
      guard let facts else { continue }
      let complete = Catalog.complete(settings, facts: facts)
      let task = complete["task"]?.text.flatMap(LearningTask.init) ?? facts.task
      tasks.append((task, settings, point))
      let identity = Catalog.identity(settings, facts: facts)
      configurations.append(
        Configuration(
          number: index + 1,
          id: RunIdentity.hash(identity, dataDigest: facts.digest, seed: nil),
          level: compare.level(of: point, complete),
          coordinates: point.coordinates.map {
            Coordinate(key: $0.key, text: $0.text, number: $0.number)
          }, settings: complete, identity: identity, dataDigest: facts.digest))
    }
    let isRegression = tasks.contains { $0.0 == .regression }
    // A setting without meaning makes points alike; that is one fault, not two.
    if !faults.all.contains(where: { $0.code == .notApplicable }) {
      checkRepetitions(configurations, points)
    }
    checkPublished(configurations)
    let planned = configurations.count
    checkCap(&configurations)
    if !faults.all.isEmpty { throw SpecErrors(faults.all) }
    if let trouble { throw trouble }
    return Plan(
      experiment: experiment,
      objective: MetricCheck.objective(
        of: experiment, isRegression: isRegression, dataSets: dataSets),
      configurations: configurations, dataSets: dataSets,
      beyondCap: planned - configurations.count, constraintCounts: constraintCounts)
  }

  // MARK: Constraints and the cap

  /// Leaves out what `where` forbids; the count of points that each constraint is false for.
  private mutating func constrain(_ points: inout [GridPoint]) -> [Int] {
    var check = ConstraintCheck(experiment: experiment, faults: faults)
    let facts = check.needsData ? points.map { dataFacts($0.settings, $0) } : []
    check.faults = faults
    points = check.kept(of: points) { index in facts.isEmpty ? nil : facts[index] }
    faults = check.faults
    return check.counts
  }

  /// Cuts the grid at `run_cap`, which may not cut a level of the compared factor away.
  private mutating func checkCap(_ configurations: inout [Configuration]) {
    guard let cap = experiment.runCap, configurations.count > cap else { return }
    let left = Set(configurations.prefix(cap).compactMap(\.level))
    if let lost = configurations.compactMap(\.level).first(where: { !left.contains($0) }) {
      let first = configurations.first { $0.level == lost }?.number ?? cap
      faults.add(
        .conflict, "`run_cap` leaves no configuration of `\(lost)`, which is to be compared",
        hint: "its first is number \(first) of \(configurations.count): raise the cap, shorten "
          + "some axes, or put the compared axis last", at: experiment.place(of: "run_cap"))
    }
    configurations.removeLast(configurations.count - cap)
    let digests = Set(configurations.map(\.dataDigest))
    dataSets.removeAll { !digests.contains($0.digest) }
  }

  /// What was published must be of levels that there are.
  private mutating func checkPublished(_ configurations: [Configuration]) {
    let levels = configurations.compactMap(\.level)
    for result in experiment.published where !levels.contains(result.level) {
      var seen: Set<String> = []
      let names = levels.filter { seen.insert($0).inserted }
      faults.add(
        .unknownChoice, "`published` names `\(result.level)`, which is no level of `compare`",
        hint: NearestName.among(names, to: result.level).map { "did you mean `\($0)`?" }
          ?? "there are " + names.prefix(12).joined(separator: ", "),
        at: experiment.place(of: "protocol"))
    }
  }

  // MARK: Data

  private mutating func dataFacts(_ settings: Settings, _ point: GridPoint) -> DataSetFacts? {
    guard settings["dataset.name"] != nil else {
      if !faults.mayHide("dataset.name") {
        faults.add(
          .missingKey, "no data set is chosen",
          hint: "give dataset.name under settings; there are "
            + Catalog.names(.dataset).joined(separator: ", "),
          at: experiment.place(of: "settings"))
      }
      return nil
    }
    guard hasRequired("dataset", settings) else { return nil }
    // Without all settings of the data, nothing but a missing file can be told of them.
    let isBroken = isDataBroken
    guard !isBroken || !faults.mayHide("dataset.name") && !faults.mayHide("dataset.path") else {
      return nil
    }
    let request = Settings(
      settings.values.filter { $0.key.hasPrefix("dataset.") || $0.key == "task" })
    if let facts = known[request] { return facts }
    do {
      let found = try facts(request)
      guard !isBroken else {
        known[request] = .some(nil)
        return nil
      }
      known[request] = .some(found)
      if !dataSets.contains(found) { dataSets.append(found) }
      return found
    } catch {
      known[request] = .some(nil)
      report(error, point, isBroken: isBroken)
      return nil
    }
  }

  /// Whether a setting that shapes the rows could not be read; a key that is unknown shapes none.
  private var isDataBroken: Bool {
    faults.brokenKeys.contains { key in
      guard case .unknown = KeyKind(key) else { return key.hasPrefix("dataset") || key == "task" }
      return false
    }
  }

  private func hasRequired(_ group: String, _ settings: Settings) -> Bool {
    Catalog.definitions(for: settings).allSatisfy {
      !$0.isRequired || !$0.key.hasPrefix(group + ".") || settings[$0.key] != nil
    }
  }

  private mutating func report(
    _ error: any Error, _ point: GridPoint, isBroken: Bool
  ) {
    var setting: String?
    var found: [SpecError]
    switch error {
    case let fault as DataFault:
      setting = fault.setting
      found = [fault.error]
    case let fault as SpecError: found = [fault]
    case let errors as SpecErrors: found = errors.faults
    default:
      trouble = trouble ?? error
      return
    }
    if isBroken { found.removeAll { $0.code != .missingFile } }
    let place =
      setting.flatMap { point.givenValue($0) } ?? point.givenValue("dataset.path")
      ?? point.givenValue("dataset.name")
    for index in found.indices where found[index].location == nil {
      found[index].location = place?.location ?? experiment.place(of: "settings")
    }
    for fault in found { faults.add(fault) }
  }

  // MARK: Repetitions

  private mutating func checkRepetitions(_ configurations: [Configuration], _ points: [GridPoint]) {
    var first: [String: Configuration] = [:]
    for configuration in configurations {
      guard let other = first[configuration.id] else {
        first[configuration.id] = configuration
        continue
      }
      let point = points[configuration.number - 1]
      let twin = points[other.number - 1]
      let differing = point.own.values.filter { twin.own[$0.key]?.location != $0.location }
      // What tells them apart may be what could not be read; a merge key may bring all of the rest.
      let suspects = differing.isEmpty ? Array(point.own.values) : differing
      guard !suspects.contains(where: { faults.touchesGroup(of: $0.key) }) else { continue }
      faults.add(
        .conflict, "configuration \(configuration.number) is configuration \(other.number) again",
        hint: "two values mean the same; keep one of them",
        at: differing.map(\.location).max() ?? point.location)
      return
    }
  }
}
