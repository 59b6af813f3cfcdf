/// What a two-sided test found.
public struct TestResult: Sendable, Hashable {
  /// Where the p-value comes from.
  public enum Method: Sendable, Hashable {
    /// All arrangements were counted.
    case exact
    /// A normal approximation.
    case asymptotic
    /// So many random arrangements were drawn, and the observed one counted among them.
    case monteCarlo(resamples: Int)
  }

  /// The statistic, as the test defines it.
  public var statistic: Double
  /// The two-sided probability of a statistic as extreme if there were no difference.
  public var pValue: Double
  /// The least p-value that any outcome could have given with these counts and ties; 0 where there
  /// is no such floor.
  public var smallestPValue: Double
  /// Where the p-value comes from.
  public var method: Method

  /// Creates a result.
  public init(statistic: Double, pValue: Double, smallestPValue: Double, method: Method) {
    self.statistic = statistic
    self.pValue = pValue
    self.smallestPValue = smallestPValue
    self.method = method
  }
}
