/// Cliff's δ: how much more often one sample lies above the other than below.
public enum CliffsDelta {
  /// The estimate δ = P(X > Y) − P(X < Y) = 2 U / (n m) − 1.
  ///
  /// > Source: Cliff, "Dominance statistics: Ordinal analyses to answer ordinal questions",
  /// > Psychological Bulletin 114 (1993).
  ///
  /// - Parameters:
  ///   - first: X, infinities allowed.
  ///   - second: Y, infinities allowed.
  /// - Returns: −1…1; NaN for an empty sample.
  public static func estimate(_ first: [Double], _ second: [Double]) -> Double {
    guard !first.isEmpty, !second.isEmpty else { return .nan }
    var balance = 0
    for x in first {
      for y in second { balance += x > y ? 1 : x < y ? -1 : 0 }
    }
    return Double(balance) / Double(first.count * second.count)
  }
}
