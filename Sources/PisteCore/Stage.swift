/// Which seeds a run belongs to: those that choose or those that report.
public enum Stage: String, Hashable, Sendable, Codable, CaseIterable {
  /// On tuning seeds, to choose the best configuration of each level.
  case tune
  /// On evaluation seeds, whose results are reported.
  case evaluate
}
