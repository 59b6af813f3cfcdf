package import PisteCore

/// Tells which settings make a difference among some runs.
package enum VaryingSettings {
  /// The dotted names whose values are not the same everywhere, in alphabetical order.
  package static func keys(of settings: [Settings]) -> [String] {
    guard let first = settings.first else { return [] }
    let all = Set(settings.flatMap(\.values.keys))
    return all.filter { key in settings.contains { $0[key] != first[key] } }.sorted()
  }
}
