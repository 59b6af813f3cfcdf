internal import PisteCore

/// A point of the grid before the data are known: what it sets and where each value stands.
struct GridPoint: Sendable {
  var coordinates: [AxisCoordinate]
  /// Its own values, by key, in front of what all share.
  var own: [String: GivenValue]
  var common: [String: GivenValue]
  var location: SourceLocation

  func givenValue(_ key: String) -> GivenValue? { own[key] ?? common[key] }

  /// Everything set, defaults left out.
  var settings: Settings {
    Settings(common.merging(own) { _, new in new }.mapValues(\.value))
  }
}
