internal import PisteCatalog
internal import PisteCore

/// A setting that the file gives, whether or not its value can be read.
struct GivenKey: Sendable, Hashable {
  var key: String
  var location: SourceLocation
  /// Whether it stands there with several values.
  var isAxis = false
}

/// An axis as the file names it, with the settings that it gives.
struct GivenAxis: Sendable, Hashable {
  /// The axis: a setting's dotted name, or a group's as `optimizer`.
  var key: String
  /// Whether `value` gives one value for all, so that nothing varies.
  var isFixed: Bool
  /// Every setting that the axis gives, each at its first place.
  var keys: [GivenKey]
  /// Settings that one alternative gives again, with the first place.
  var repetitions: [GivenKey: SourceLocation] = [:]
}

/// Finds which settings a section gives, from its keys alone.
///
/// Faults about keys are judged by these, so that a value that cannot be read hides none of them.
struct GivenKeys: Sendable {
  private(set) var axes: [GivenAxis] = []
  /// Whether a key under `parameters` says nothing, and so may have been meant as any axis.
  private(set) var hasUnknown = false

  /// The settings that a mapping gives, nested or dotted, in the order of the file.
  static func settings(in node: YAMLNode, under prefix: String = "") -> [GivenKey] {
    (node.entries ?? []).flatMap { entry -> [GivenKey] in
      let key = SettingReader.path(prefix, entry.key)
      switch KeyKind(key) {
      case .setting: return [GivenKey(key: key, location: entry.location)]
      case .group(let selector):
        guard entry.value.entries == nil else { return settings(in: entry.value, under: key) }
        return [GivenKey(key: selector.key, location: entry.location)]
      case .prefix: return settings(in: entry.value, under: key)
      case .unknown: return []
      }
    }
  }

  /// The axes of `parameters`.
  init(parameters node: YAMLNode) { read(node, under: "") }

  private mutating func read(_ node: YAMLNode, under prefix: String) {
    guard let entries = node.entries else {
      if !node.isEmpty { hasUnknown = true }
      return
    }
    for entry in entries {
      let key = SettingReader.path(prefix, entry.key)
      switch KeyKind(key) {
      case .setting:
        axes.append(
          GivenAxis(
            key: key, isFixed: Self.isFixed(entry),
            keys: [GivenKey(key: key, location: entry.location, isAxis: true)]))
      case .group, .prefix:
        if let inner = entry.value.entries, !AxisReader.isAxis(inner, of: key) {
          read(entry.value, under: key)
        } else {
          axes.append(Self.axis(entry, key))
        }
      case .unknown: hasUnknown = true
      }
    }
  }

  private static func isFixed(_ entry: YAMLEntry) -> Bool {
    guard let words = entry.value.entries?.map(\.key) else { return false }
    return words == ["value"] || Set(words) == ["value", "distribution"]
  }

  /// The axis of a group, whose alternatives may each give other settings.
  private static func axis(_ entry: YAMLEntry, _ key: String) -> GivenAxis {
    var axis = GivenAxis(key: key, isFixed: isFixed(entry), keys: [])
    var seen: Set<String> = []
    for alternative in alternatives(of: entry) {
      var own: [String: SourceLocation] = [:]
      let keys =
        alternative.entries == nil
        ? Catalog.groups[key].map { [GivenKey(key: $0, location: entry.location)] } ?? []
        : settings(inAlternative: alternative, under: key)
      for given in keys {
        if let first = own[given.key] {
          axis.repetitions[given] = first
        } else {
          own[given.key] = given.location
        }
        if seen.insert(given.key).inserted { axis.keys.append(given) }
      }
    }
    return axis
  }

  private static func alternatives(of entry: YAMLEntry) -> [YAMLNode] {
    guard let entries = entry.value.entries else { return [entry.value] }
    return entries.flatMap { inner -> [YAMLNode] in
      switch inner.key {
      case "values", "one_of": inner.value.elements ?? []
      case "value": [inner.value]
      default: []
      }
    }
  }

  private static func settings(
    inAlternative node: YAMLNode, under prefix: String
  ) -> [GivenKey] {
    (node.entries ?? []).flatMap { entry -> [GivenKey] in
      let key = SettingReader.path(prefix, entry.key)
      let inner = entry.value.entries
      switch KeyKind(key) {
      case .setting: return [GivenKey(key: key, location: entry.location, isAxis: inner != nil)]
      case .group, .prefix:
        if let inner, !AxisReader.isAxis(inner, of: key) {
          return settings(inAlternative: entry.value, under: key)
        }
        return axis(entry, key).keys
      case .unknown: return []
      }
    }
  }
}
