package import PisteCore

/// Tells which settings make a difference among some runs.
package enum VaryingSettings {
  /// The dotted names of the settings that have different values in different runs, in
  /// alphabetical order.
  ///
  /// A setting that some runs lack, as those of another optimizer do, counts only if the runs
  /// that have it differ.
  package static func keys(of settings: [Settings]) -> [String] {
    var first: [String: SettingValue] = [:]
    var varying: Set<String> = []
    var last: Settings?
    // Replicates follow one another and cannot differ.
    for settings in settings where settings != last {
      last = settings
      for (key, value) in settings.values {
        if let known = first[key] {
          if known != value { varying.insert(key) }
        } else {
          first[key] = value
        }
      }
    }
    return varying.sorted()
  }
}
