/// An estimate with the interval that its uncertainty leaves.
public struct Interval: Sendable, Hashable {
  /// The estimate itself.
  public var estimate: Double
  /// The lower end.
  public var lower: Double
  /// The upper end.
  public var upper: Double
  /// The confidence level, 0…1.
  public var confidence: Double

  /// Creates an interval.
  public init(estimate: Double, lower: Double, upper: Double, confidence: Double) {
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
    self.confidence = confidence
  }

  /// Half of the interval's width.
  public var halfWidth: Double { (upper - lower) / 2 }

  /// Whether `value` lies inside, ends included.
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}
