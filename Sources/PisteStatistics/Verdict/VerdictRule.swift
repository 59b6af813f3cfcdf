/// By what rule a comparison is judged.
public struct VerdictRule: Sendable, Hashable {
  /// The confidence level 1 − α of intervals and tests.
  public var confidence: Double
  /// The fewest runs of a level on which any claim may rest.
  public var fewestRuns: Int
  /// The difference, in the metric's unit, below which nothing matters; nil if none was named.
  public var margin: Double?
  /// How often the seeds that are asked for would show a difference.
  public var power: Double
  /// The bootstrap of the difference, which never decides; nil leaves it out.
  public var bootstrap: Bootstrap?

  /// Creates a rule.
  public init(
    confidence: Double = 0.95, fewestRuns: Int = 3, margin: Double? = nil, power: Double = 0.8,
    bootstrap: Bootstrap? = Bootstrap()
  ) {
    precondition(confidence > 0 && confidence < 1, "verdict: confidence \(confidence)")
    precondition(fewestRuns >= 2, "verdict: \(fewestRuns) runs leave no spread to judge by")
    precondition(margin.map { $0 > 0 } ?? true, "verdict: the margin is not positive")
    self.confidence = confidence
    self.fewestRuns = fewestRuns
    self.margin = margin
    self.power = power
    self.bootstrap = bootstrap
  }

  /// α, without the rounding of 1 − 0.95.
  public var level: Double { ((1 - confidence) * 1e12).rounded() / 1e12 }

  /// What p-values amount to that have the first one at most at the level.
  func grade(_ pValue: Double, exact: Double) -> ComparisonVerdict.Evidence {
    let larger = max(pValue, exact)
    return larger <= level / 10 ? .strong : larger <= level ? .moderate : .weak
  }
}
