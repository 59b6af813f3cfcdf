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

  /// The groups by Wilcoxon's tests of every pair, Holm-adjusted: no pair is told apart unless Friedman's test tells that
  /// the competitors differ as a whole.
  ///
  /// > Source: Benavoli, Corani and Mangili, "Should We Really Use Post-Hoc Tests Based on Mean-Ranks?", JMLR 17 (2016).
  ///
  /// - Parameters:
  ///   - friedman: the test of all.
  ///   - pairs: the tests of every two.
  ///   - level: of both tests.
  /// - Returns: as ``groups(meanRanks:differ:)``.
  public static func groups(
    _ friedman: Friedman, _ pairs: [PairwiseWilcoxon.Pair], level: Double = 0.05
  ) -> [[Int]] {
    let told = friedman.ratioPValue < level ? pairs.filter { $0.adjustedPValue < level } : []
    return groups(meanRanks: friedman.meanRanks) { one, other in
      told.contains { $0.first == min(one, other) && $0.second == max(one, other) }
    }
  }
}
