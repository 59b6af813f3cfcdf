/// A straight line through points: whether something still rises or falls.
public struct Trend: Sendable, Hashable {
  /// The slope, b = Σ (xᵢ − x̄)(yᵢ − ȳ) / Σ (xᵢ − x̄)².
  public var slope: Double
  /// Its standard error, √(Σ (yᵢ − ȳ − b (xᵢ − x̄))² / ((n − 2) Σ (xᵢ − x̄)²)).
  public var standardError: Double
  /// The two-sided probability of so steep a slope if there were none.
  ///
  /// Student's t with n − 2 degrees of freedom. Points that hang together, as the epochs of a curve do,
  /// make it too small.
  public var pValue: Double

  /// The line of least squares.
  ///
  /// Nil for fewer than three points, or where all x are equal.
  ///
  /// > Source: Draper and Smith, Applied Regression Analysis, 3rd ed. (1998), 1.4.
  ///
  /// - Parameters:
  ///   - x: where, as the epoch.
  ///   - y: the values there, finite.
  public init?(_ x: [Double], _ y: [Double]) {
    precondition(x.count == y.count, "trend: \(x.count) places but \(y.count) values")
    guard x.count >= 3 else { return nil }
    let (left, right) = (Moments.mean(x), Moments.mean(y))
    let width = x.reduce(0) { $0 + ($1 - left) * ($1 - left) }
    guard width > 0 else { return nil }
    let products = zip(x, y).reduce(0) { $0 + ($1.0 - left) * ($1.1 - right) }
    let slope = products / width
    let rest = zip(x, y).reduce(0.0) { sum, point in
      let residual = point.1 - right - slope * (point.0 - left)
      return sum + residual * residual
    }
    let freedom = Double(x.count - 2)
    self.slope = slope
    standardError = (rest / (freedom * width)).squareRoot()
    pValue =
      slope == 0
      ? 1 : 2 * StudentT.cumulative(-abs(slope / standardError), degreesOfFreedom: freedom)
  }
}
