package import PisteCore

/// Tells which settings make a difference among some runs.
package enum VaryingSettings {
  /// The dotted names of the settings that have different values in different runs, in
  /// alphabetical order.
  ///
  /// A setting that some runs lack, as those of another optimizer do, counts only if the runs
  /// that have it differ.
  package static func keys(of settings: [Settings]) -> [String] {
    var values: [String: Set<SettingValue>] = [:]
    for (key, value) in settings.flatMap(\.values) { values[key, default: []].insert(value) }
    return values.filter { $0.value.count > 1 }.keys.sorted()
  }
}
