public import PisteCore

/// What choosing the best configuration needs to know of a run.
public struct RunResult: Hashable, Sendable, Codable {
  /// How it stands.
  public var status: RunStatus
  /// The objective's metric at the last epoch; nil where it was not measured.
  public var value: Double?

  /// Creates a result.
  public init(status: RunStatus, value: Double?) {
    self.status = status
    self.value = value
  }
}
