/// Every pair of competitors compared over problems by Wilcoxon's test, with Holm's correction.
///
/// Unlike Nemenyi's, what is said of two competitors does not hang on which others are present.
///
/// > Source: Benavoli, Corani and Mangili, "Should We Really Use Post-Hoc Tests Based on Mean-Ranks?",
/// > JMLR 17 (2016).
public enum PairwiseWilcoxon {
  /// Two competitors, by their places, and how far they can be told apart.
  public struct Pair: Sendable, Hashable {
    /// The place of the one that comes first in order.
    public var first: Int
    /// The place of the other one.
    public var second: Int
    /// Their test, on first minus second.
    public var test: TestResult
    /// Its p-value adjusted for the number of pairs.
    public var adjustedPValue: Double
  }

  /// Compares all pairs.
  ///
  /// - Parameter results: by problem and competitor, infinities allowed.
  /// - Returns: the pairs (0, 1), (0, 2), … in order; empty for no problems.
  public static func compare(_ results: [[Double]]) -> [Pair] {
    guard let count = results.first?.count else { return [] }
    precondition(
      results.allSatisfy { $0.count == count }, "pairs: different competitors by problem")
    var pairs: [Pair] = []
    for first in 0..<count {
      for second in (first + 1)..<max(count, first + 1) {
        let differences = results.map { $0[first] == $0[second] ? 0 : $0[first] - $0[second] }
        guard let test = WilcoxonSignedRank.test(differences) else { continue }
        pairs.append(Pair(first: first, second: second, test: test, adjustedPValue: test.pValue))
      }
    }
    let adjusted = Holm.adjusted(pairs.map(\.test.pValue))
    for place in pairs.indices { pairs[place].adjustedPValue = adjusted[place] }
    return pairs
  }
}
