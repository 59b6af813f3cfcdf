public import PisteCore

/// One run as a worker is to carry it out.
public struct RunPlan: Hashable, Sendable, Codable, Identifiable {
  /// SHA-256 of what determines the result.
  public var id: RunID
  /// Place in the experiment's plan, from 1: grid order, seeds fastest, stages one after another.
  public var number: Int
  /// Whether it chooses or reports.
  public var stage: Stage
  /// The id without the seed, shared by the replicates of a configuration.
  public var configuration: String
  /// The level of the compared factor; nil where the experiment compares nothing.
  public var level: String?
  /// The seed of weights, batch order and dropout.
  public var seed: UInt64
  /// Every applicable setting, defaults filled in.
  public var settings: Settings
  /// Digest of the data and of what shapes its rows.
  public var dataDigest: String

  /// Creates a plan of one run.
  public init(
    id: RunID, number: Int, stage: Stage, configuration: String, level: String?, seed: UInt64,
    settings: Settings, dataDigest: String
  ) {
    self.id = id
    self.number = number
    self.stage = stage
    self.configuration = configuration
    self.level = level
    self.seed = seed
    self.settings = settings
    self.dataDigest = dataDigest
  }
}
