/// Quantiles of a sample.
public enum Quantile {
  /// The quantile with linear interpolation between the order statistics.
  ///
  ///     h = (n − 1) p,   x₍⌊h⌋₎ + (h − ⌊h⌋) (x₍⌊h⌋₊₁₎ − x₍⌊h⌋₎)
  ///
  /// > Source: Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American
  /// > Statistician 50 (1996), definition 7, which is NumPy's default.
  ///
  /// - Parameters:
  ///   - p: the share below, 0…1.
  ///   - sorted: the sample in ascending order, infinities allowed.
  /// - Returns: the quantile; NaN for no values.
  public static func linear(_ p: Double, ofSorted sorted: [Double]) -> Double {
    precondition(p >= 0 && p <= 1, "quantile: \(p) is no share")
    guard let last = sorted.last else { return .nan }
    let place = Double(sorted.count - 1) * p
    let index = Int(place)
    guard index + 1 < sorted.count else { return last }
    let (low, high) = (sorted[index], sorted[index + 1])
    // Between −∞ and a number lies −∞; the formula would give ∞ − ∞.
    guard low != high, place > Double(index), low.isFinite else { return low }
    return low + (place - Double(index)) * (high - low)
  }

  /// The median; of an even number of values, the mean of the two in the middle.
  ///
  /// - Parameter values: the sample in any order, infinities allowed.
  /// - Returns: the median; NaN for no values.
  public static func median(_ values: [Double]) -> Double {
    linear(0.5, ofSorted: values.sorted())
  }
}
