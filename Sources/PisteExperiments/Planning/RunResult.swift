public import PisteCore

/// What choosing the best configuration needs to know of a run.
public struct RunResult: Hashable, Sendable, Codable {
  /// How it stands.
  public var status: RunStatus
  /// The objective's metric at the epoch whose parameters the run ended with: the last one, or the
  /// best where early stopping restored it; nil where it was not measured.
  public var value: Double?
  /// Whether the run went as far as its settings let it go: completed, or ended by patience.
  public var isWhole: Bool

  /// Creates a result; without `isWhole` said, a completed run is whole and no other.
  public init(status: RunStatus, value: Double?, isWhole: Bool? = nil) {
    self.status = status
    self.value = value
    self.isWhole = isWhole ?? (status == .completed)
  }
}
