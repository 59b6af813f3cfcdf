/// The least two-sided p-value that an exact test can give without ties, whatever the data.
///
/// Three seeds of each kind can never give less than 0.1, five pairs never less than 0.0625: where
/// the floor lies above the level, a test that finds nothing says nothing.
public enum AttainablePValue {
  /// Mann and Whitney's test and the permutation test: 2 / C(n + m, n).
  ///
  /// - Parameters:
  ///   - first: n ≥ 1.
  ///   - second: m ≥ 1.
  /// - Returns: the floor, 0…1.
  public static func twoSamples(_ first: Int, _ second: Int) -> Double {
    precondition(first >= 1 && second >= 1, "attainable p: \(first) and \(second) values")
    return min(1, 2 / ways(first + second, first))
  }

  /// The sign-flip test and Wilcoxon's signed ranks: 2 / 2ⁿ.
  ///
  /// - Parameter count: n ≥ 1.
  /// - Returns: the floor, 0…1.
  public static func pairs(_ count: Int) -> Double {
    precondition(count >= 1, "attainable p: \(count) pairs")
    var floor = 2.0
    for _ in 0..<count { floor /= 2 }
    return floor
  }

  /// The fewest pairs with which an exact test can reach a level.
  ///
  /// - Parameter level: α, between 0 and 1.
  /// - Returns: n; 6 for 0.05.
  public static func fewestPairs(level: Double) -> Int {
    precondition(level > 0, "attainable p: level \(level)")
    var count = 1
    while pairs(count) > level { count += 1 }
    return count
  }

  /// The fewest values in each of two samples with which an exact test can reach a level.
  ///
  /// - Parameter level: α, between 0 and 1.
  /// - Returns: n; 4 for 0.05.
  public static func fewestEach(level: Double) -> Int {
    precondition(level > 0, "attainable p: level \(level)")
    var count = 1
    while twoSamples(count, count) > level { count += 1 }
    return count
  }

  /// C(n, k), exact while it is below 2⁵³.
  static func ways(_ n: Int, _ k: Int) -> Double {
    let fewer = min(k, n - k)
    guard fewer > 0 else { return fewer == 0 ? 1 : 0 }
    var result = 1.0
    for i in 1...fewer {
      result = result * Double(n - fewer + i) / Double(i)
      if result < 0x1p53 { result = result.rounded() }
    }
    return result
  }
}
