/// The bars of a critical-difference diagram.
public enum RankGroups {
  /// The largest groups, of neighbors in rank, within which no pair can be told apart.
  ///
  /// > Source: Demšar, "Statistical Comparisons of Classifiers over Multiple Data Sets", JMLR 7
  /// > (2006), section 3.2.4.
  ///
  /// - Parameters:
  ///   - meanRanks: of each competitor.
  ///   - differ: whether two competitors, by their places, can be told apart.
  /// - Returns: groups of two or more places, each in order of rank, the best group first; none lies
  ///   within another.
  public static func groups(
    meanRanks: [Double], differ: (Int, Int) -> Bool
  ) -> [[Int]] {
    let order = meanRanks.indices.sorted {
      meanRanks[$0] == meanRanks[$1] ? $0 < $1 : meanRanks[$0] < meanRanks[$1]
    }
    var result: [[Int]] = []
    var reached = 0
    for start in order.indices {
      var end = start + 1
      while end < order.count, !order[start..<end].contains(where: { differ($0, order[end]) }) {
        end += 1
      }
      guard end - start >= 2, end > reached else { continue }
      reached = end
      result.append(Array(order[start..<end]))
    }
    return result
  }
}
