public import PisteCore
private import PisteExperiments

/// In which order runs that wait are best begun.
public enum StartOrder {
  /// The runs that take longest first, so that no long one is begun last while other workers idle.
  ///
  /// Only the order of starting changes: a run's result does not depend on it. Runs that take
  /// equally long keep their order, and one of which nothing is known counts as the mean of those
  /// known, so that without any history nothing moves.
  ///
  /// - Parameters:
  ///   - runs: The runs in the order of the plan.
  ///   - seconds: How long each is expected to take, as far as anybody knows.
  /// - Returns: The same runs.
  /// - Complexity: O(*n* log *n*).
  public static func longestFirst(
    _ runs: [QueuedRun], seconds: [RunID: Double]
  ) -> [QueuedRun] {
    let known = runs.compactMap { seconds[$0.plan.id] }
    guard !known.isEmpty else { return runs }
    let mean = known.reduce(0, +) / Double(known.count)
    return runs.enumerated()
      .map { (place: $0.offset, seconds: seconds[$0.element.plan.id] ?? mean, run: $0.element) }
      .sorted { ($1.seconds, $0.place) < ($0.seconds, $1.place) }
      .map(\.run)
  }
}
