/// How many ways lead to each sum of ranks, counted exactly.
///
/// The counts are Doubles, exact up to 2⁵³: enough for 50 signs and for subsets of 50 ranks.
enum RankSums {
  /// The largest number of ranks for which the counts stay exact.
  static let limit = 50

  /// Element s: the subsets of `size` of the weights whose sum is s.
  ///
  /// - Complexity: O(n · size · Σ weights).
  static func subsets(of weights: [Int], size: Int) -> [Double] {
    let total = weights.reduce(0, +)
    var counts = [[Double]](repeating: [], count: size + 1)
    for taken in 0...size { counts[taken] = [Double](repeating: 0, count: total + 1) }
    counts[0][0] = 1
    var reached = 0
    for (place, weight) in weights.enumerated() {
      reached += weight
      for taken in stride(from: min(size, place + 1), to: 0, by: -1) {
        for sum in weight...max(weight, reached) {
          let ways = counts[taken - 1][sum - weight]
          if ways > 0 { counts[taken][sum] += ways }
        }
      }
    }
    return counts[size]
  }

  /// Element s: the choices of signs whose positive weights sum to s.
  ///
  /// - Complexity: O(n · Σ weights).
  static func signs(of weights: [Int]) -> [Double] {
    var counts = [Double](repeating: 0, count: weights.reduce(0, +) + 1)
    counts[0] = 1
    var reached = 0
    for weight in weights {
      reached += weight
      for sum in stride(from: reached, through: weight, by: -1) {
        counts[sum] += counts[sum - weight]
      }
    }
    return counts
  }

  /// Twice the smaller tail at `sum`, at most 1, and the least value it could have had.
  static func twoSided(_ counts: [Double], at sum: Int) -> (pValue: Double, smallest: Double) {
    let total = counts.reduce(0, +)
    let below = counts[...sum].reduce(0, +)
    let above = counts[sum...].reduce(0, +)
    let ends = (counts.first { $0 > 0 } ?? total, counts.last { $0 > 0 } ?? total)
    return (min(1, 2 * min(below, above) / total), min(1, 2 * min(ends.0, ends.1) / total))
  }
}
