public import PisteCore

/// The place of a configuration on one axis.
public struct Coordinate: Hashable, Sendable, Codable {
  /// The axis: a setting's dotted name, or a group's as `optimizer`.
  public var key: String
  /// The value as people read it, or the label of an alternative.
  public var text: String
  /// The value of an axis of numbers, nil for words.
  public var number: Double?

  /// Creates a coordinate.
  public init(key: String, text: String, number: Double? = nil) {
    self.key = key
    self.text = text
    self.number = number
  }
}

/// One point of the grid: everything a run needs but its seed.
public struct Configuration: Hashable, Sendable, Codable, Identifiable {
  /// Its place in the grid, from 1.
  public var number: Int
  /// SHA-256 of what determines the result, the seed left out, hexadecimal.
  public var id: String
  /// The level of the compared factor; nil where the experiment compares nothing.
  public var level: String?
  /// Its place on every axis, in the order of the file.
  public var coordinates: [Coordinate]
  /// Every applicable setting, defaults filled in.
  public var settings: Settings
  /// The settings that make it what it is: applicable, not the default, affecting the result.
  public var identity: Settings
  /// Digest of its data.
  public var dataDigest: String

  /// Creates a configuration.
  public init(
    number: Int, id: String, level: String?, coordinates: [Coordinate], settings: Settings,
    identity: Settings, dataDigest: String
  ) {
    self.number = number
    self.id = id
    self.level = level
    self.coordinates = coordinates
    self.settings = settings
    self.identity = identity
    self.dataDigest = dataDigest
  }

  /// The id of this configuration's run with a seed.
  public func runID(seed: UInt64) -> RunID {
    RunID(hex: RunIdentity.hash(identity, dataDigest: dataDigest, seed: seed))
  }
}
