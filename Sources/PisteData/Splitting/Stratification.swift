/// Shares a count of rows among classes in proportion to their sizes.
///
/// Each class gets its exact share rounded down; the rows that are left go to the largest
/// fractions (Hamilton's method), the earlier class first at a tie, so that no class is a whole row
/// off its share. A class keeps a row for those who draw after this while others can give one.
package enum Stratification {
  /// The rows to take of each class.
  ///
  /// - Parameters:
  ///   - count: The rows to take in all, at most the sum of `available`.
  ///   - sizes: The sizes that shares are in proportion to.
  ///   - available: The rows that are still there to take, at most `sizes`.
  /// - Returns: One count a class, which sum to `count`.
  package static func shares(of count: Int, sizes: [Int], available: [Int]) -> [Int] {
    let total = sizes.reduce(0, +)
    precondition(
      count <= available.reduce(0, +),
      "Stratification: \(count) rows of \(available.reduce(0, +))")
    guard total > 0 else { return sizes.map { _ in 0 } }
    // Whole numbers throughout, so that equal fractions are equal.
    var shares = zip(sizes, available).map { min($0 * count / total, $1) }
    let fractions = sizes.map { $0 * count % total }
    let order = sizes.indices.sorted { (fractions[$1], $0) < (fractions[$0], $1) }
    var left = count - shares.reduce(0, +)
    for kept in [1, 0] {
      var before = -1
      while left > 0, left != before {
        before = left
        for place in order where left > 0 && available[place] - shares[place] > kept {
          shares[place] += 1
          left -= 1
        }
      }
    }
    return shares
  }
}
