/// What a configuration's runs count for when the best of several is chosen.
///
/// The rule is one and the same for the sweep, which evaluates the configuration it chooses, and for
/// the report, which says which one that is.
public struct RankingScore: Hashable, Sendable {
  /// How many runs completed, or were ended by their own patience, with a finite value.
  public let completed: Int
  /// How many runs are planned.
  public let planned: Int
  /// The mean x̄ = Σ xᵢ / n of the values of the runs that completed; NaN if none did.
  public let mean: Double

  /// Creates a score.
  public init(completed: Int, planned: Int, mean: Double) {
    self.completed = completed
    self.planned = planned
    self.mean = mean
  }

  /// Scores the values of the runs that completed.
  ///
  /// The values are added in ascending order, so that the same values give the same mean in
  /// whatever order the runs ended.
  ///
  /// - Parameters:
  ///   - values: the value of each completed run; one that is not finite counts as not completed.
  ///   - planned: how many runs are planned.
  public init(values: [Double], planned: Int) {
    let finite = values.filter(\.isFinite).sorted()
    self.init(
      completed: finite.count, planned: planned,
      mean: finite.isEmpty ? .nan : finite.reduce(0, +) / Double(finite.count))
  }

  /// Whether there are runs and all of them completed.
  public var isComplete: Bool { planned > 0 && completed >= planned }

  /// Whether this score ranks strictly above `other`.
  ///
  /// Scores of complete configurations come first, by the mean. Then come those with some completed
  /// runs, the more the better, by the mean among equally many; then those without any. Of a tie
  /// neither beats the other, so that the first in grid order stays.
  ///
  /// - Parameters:
  ///   - other: the score to hold this one against.
  ///   - goal: which way the mean is better.
  /// - Returns: whether this score is to be preferred.
  public func beats(_ other: RankingScore, goal: Goal) -> Bool {
    guard isComplete == other.isComplete else { return isComplete }
    if !isComplete, completed != other.completed { return completed > other.completed }
    return goal.prefers(mean, over: other.mean)
  }
}
