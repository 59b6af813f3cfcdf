/// Ranks of a sample.
enum Ranks {
  /// Twice the rank of each value from 1, smallest first; equal values share the mean of their ranks.
  ///
  /// Doubled, so that shared ranks stay whole numbers and sums of ranks can be counted exactly.
  ///
  /// - Precondition: No value is NaN.
  static func doubled(_ values: [Double]) -> [Int] {
    precondition(!values.contains(where: \.isNaN), "ranks: NaN has none")
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Int](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = start + 1 + end }
      start = end
    }
    return ranks
  }

  /// Σ (t³ − t) over the groups of t equal values.
  static func tieTerm(_ values: [Double]) -> Double {
    var counts: [Double: Double] = [:]
    for value in values { counts[value == 0 ? 0 : value, default: 0] += 1 }
    return counts.values.sorted().reduce(0) { $0 + ($1 * $1 * $1 - $1) }
  }
}
