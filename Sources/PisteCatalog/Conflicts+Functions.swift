internal import PisteCore

extension Catalog {
  /// Conflicts of a function to be minimized, which has neither a network nor anything to scale.
  static func functionConflicts(_ settings: Settings) -> [SettingConflict] {
    guard let name = settings["dataset.name"]?.text.flatMap(DataSetName.init(rawValue:)),
      name.isFunction
    else { return [] }
    var conflicts: [SettingConflict] = []
    let idle = functionIdleKeys(in: settings)
    var told: Set<String> = []
    for definition in definitions(for: settings)
    where idle.contains(definition.key) && told.insert(definition.key).inserted {
      guard let value = settings[definition.key], value != definition.defaultValue,
        !means(value, nothingFor: definition.key)
      else { continue }
      conflicts.append(
        conflict(
          definition.key, "\(definition.key) would do nothing: \(reason(definition.key, name))",
          hint: "leave \(definition.key) out"))
    }
    if settings["optimizer.name"] == "kfac" {
      conflicts.append(
        conflict(
          "optimizer.name", "kfac needs the layers of a network, and \(name.rawValue) has none",
          hint: "choose another optimizer, or a data set"))
    }
    return conflicts
  }

  /// Settings that nothing reads where a function is minimized; empty where there is data.
  static func functionIdleKeys(in settings: Settings) -> Set<String> {
    guard let name = settings["dataset.name"]?.text.flatMap(DataSetName.init(rawValue:)),
      name.isFunction
    else { return [] }
    var idle: Set<String> = [
      "dataset.validation", "dataset.normalize", "dataset.normalize_scope",
    ]
    idle.formUnion(definitions(for: settings).map(\.key).filter { $0.hasPrefix("model.") })
    if settings["dataset.spectrum"]?.list?.isEmpty == false {
      idle.formUnion(["dataset.condition", "dataset.dimension"])
    }
    if name == .quadraticDeep { idle.insert("dataset.split_seed") }
    return idle
  }

  /// Whether a value says that there is none of what the function does not have anyway.
  private static func means(_ value: SettingValue, nothingFor key: String) -> Bool {
    switch key {
    case "dataset.validation": value == 0
    case "dataset.normalize": value == "none"
    case "model.hidden": value == []
    default: false
    }
  }

  private static func reason(_ key: String, _ name: DataSetName) -> String {
    switch key {
    case "dataset.validation": "a function has nothing to validate on; it is chosen by train/loss"
    case "dataset.normalize", "dataset.normalize_scope": "the rows of a function are not scaled"
    case "dataset.split_seed": "\(name.rawValue) is drawn as it was published"
    case "dataset.condition", "dataset.dimension": "dataset.spectrum gives every eigenvalue"
    default: "\(name.rawValue) is a function, which has no network"
    }
  }
}
