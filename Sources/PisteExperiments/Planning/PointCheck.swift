internal import PisteCatalog
internal import PisteCore

/// The checks of one grid point.
enum PointCheck {
  /// Faults for settings that the choices made leave without meaning.
  static func applicability(
    _ point: GridPoint, _ settings: Settings, _ experiment: Experiment, _ faults: inout Faults
  ) {
    let definitions = Catalog.definitions(for: settings)
    let applicable = Set(definitions.map(\.key))
    for key in settings.keys where !applicable.contains(key) {
      guard let givenValue = point.givenValue(key), let owner = Catalog.owners(of: key).first else {
        continue
      }
      let selector = owner.family.selector
      guard point.givenValue(selector) != nil || !faults.mayHide(selector) else { continue }
      let chosen =
        (settings[selector] ?? Catalog.definition(selector)?.defaultValue)?.description
        ?? "the default of `\(selector)`"
      let owners = Catalog.owners(of: key).map(\.name).joined(separator: ", ")
      let varies = experiment.dimensions.contains { dimension in
        Set(dimension.points.map { $0.givenValue(selector)?.value }).count > 1
      }
      let hint = "`\(key)` belongs to \(owners)"
      let group = owner.family.group ?? selector
      let axis = experiment.dimensions.first { $0.key == key }
      faults.add(
        .notApplicable, "\(chosen) has no `\(key)`",
        hint: varies
          ? hint + "; put it into the alternatives of `\(group): {one_of: [...]}` that have it"
          : hint, at: axis?.location ?? givenValue.location)
    }
    for definition in definitions
    where definition.isRequired && settings[definition.key] == nil
      && definition.key != "dataset.name" && !faults.mayHide(definition.key)
    {
      let owner = Catalog.owners(of: definition.key).first { owner in
        let selector = owner.family.selector
        return settings[selector]?.text == owner.name
      }
      let selector = owner.flatMap { point.givenValue($0.family.selector) }
      faults.add(
        .missingKey, "\(owner?.name ?? "this experiment") needs `\(definition.key)`",
        hint: definition.summary, at: selector?.location ?? experiment.place(of: "settings"))
    }
  }

  /// Faults for values that cannot stand together.
  static func conflicts(
    _ point: GridPoint, _ settings: Settings, _ facts: DataSetFacts?, _ experiment: Experiment,
    _ faults: inout Faults
  ) {
    let complete = Catalog.complete(settings, facts: facts)
    let conflicts = Catalog.conflicts(in: complete, facts: facts)
    guard !conflicts.isEmpty else { return }
    // What the choices leave without meaning has been told as such.
    let applicable = Set(Catalog.definitions(for: settings).map(\.key))
    for conflict in conflicts
    where applicable.contains(conflict.key)
      && !keys(behind: conflict.key).contains(where: { faults.mayHide($0) })
    {
      let group = conflict.key.prefix { $0 != "." }
      let place =
        point.givenValue(conflict.key) ?? point.givenValue("\(group).name")
        ?? point.givenValue("dataset.name")
      var error = conflict.error
      error.hint = error.hint ?? "`piste explain \(conflict.key)` says what it does"
      error.location = place?.location ?? experiment.place(of: "settings")
      faults.add(error)
    }
  }

  /// What says how many epochs or steps a run has.
  private static let length = ["epochs", "batch_size", "drop_last"]

  /// The settings whose values together make the conflict that is told at `key`.
  private static func keys(behind key: String) -> [String] {
    switch key {
    case "optimizer.nesterov", "optimizer.dampening":
      ["optimizer.name", "optimizer.momentum", "optimizer.dampening", "optimizer.nesterov"]
    case "model.init.low": ["model.init.name", "model.init.low", "model.init.high"]
    case "schedule.name": ["schedule.name", "optimizer.name"]
    case "schedule.warmup": [key, "schedule.unit", "optimizer.name"] + length
    case "schedule.milestones", "schedule.pct_start", "schedule.decay":
      ["schedule.name", key, "schedule.unit", "schedule.three_phase", "schedule.warmup"] + length
    case "schedule.base_momentum": ["schedule.base_momentum", "schedule.max_momentum"]
    case "schedule.cycle_momentum": [key, "optimizer.name", "optimizer.momentum"]
    case "schedule.metric": [key, "schedule.name", "task", "dataset.validation"]
    case "model.bias_init": [key, "model.bias_rule", "model.init.name"]
    case "loss": ["loss", "task"]
    case "early_stopping.metric": ["early_stopping.metric", "early_stopping.patience", "task"]
    case "early_stopping.min_delta", "early_stopping.restore_best":
      [key, "early_stopping.patience"]
    case "label_smoothing": ["label_smoothing", "loss", "task"]
    case "model.normalize": ["model.normalize", "model.hidden", "batch_size", "drop_last"]
    default: [key]
    }
  }
}
