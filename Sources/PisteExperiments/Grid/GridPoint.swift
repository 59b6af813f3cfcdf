internal import PisteCore

/// A point of the grid before the data are known: what it sets and where each value stands.
struct GridPoint: Sendable {
  var coordinates: [AxisCoordinate]
  /// Own assignments, by key, in front of what all share.
  var own: [String: Assignment]
  var common: [String: Assignment]
  var location: SourceLocation

  func assignment(_ key: String) -> Assignment? { own[key] ?? common[key] }

  /// Everything set, defaults left out.
  var settings: Settings {
    Settings(common.merging(own) { _, new in new }.mapValues(\.value))
  }
}
