internal import PisteCore

/// Which rows train, validate and test, each list in file order.
package struct RowSplit: Sendable, Hashable {
  package var training: [Int32]
  package var validation: [Int32]
  package var test: [Int32]
}

extension RowSplit {
  /// Draws the splits from the stream of a seed, stratified by class.
  ///
  /// The rows of each class are put in a random order; the first ones test, the next ones validate, the rest
  /// train. So the test rows do not depend on the size of the validation split.
  ///
  /// - Parameters:
  ///   - labels: The class of each row; all 0 where there are no classes.
  ///   - validation: Rows to validate on.
  ///   - test: Rows to test on.
  ///   - seed: The split seed.
  ///   - purpose: The name of the stream to draw from.
  /// - Precondition: `validation` and `test` together are at most the count of rows.
  package init(
    labels: [Int32], validation: Int, test: Int, seed: UInt64, purpose: String = "split"
  ) {
    let classes = Int(labels.max() ?? 0) + 1
    var members = [[Int32]](repeating: [], count: classes)
    for (row, label) in labels.enumerated() { members[Int(label)].append(Int32(row)) }
    var stream = RandomStream(seed: seed, purpose: purpose)
    for place in members.indices { stream.shuffle(&members[place]) }
    let sizes = members.map(\.count)
    let tests = Stratification.shares(of: test, sizes: sizes, available: sizes)
    let rest = zip(sizes, tests).map { $0 - $1 }
    let validations = Stratification.shares(of: validation, sizes: sizes, available: rest)
    self.test = zip(members, tests).flatMap { $0.prefix($1) }.sorted()
    self.validation = zip(zip(members, tests), validations).flatMap { pair, count in
      pair.0.dropFirst(pair.1).prefix(count)
    }.sorted()
    training = zip(zip(members, tests), validations).flatMap { pair, count in
      pair.0.dropFirst(pair.1 + count)
    }.sorted()
  }

  /// Draws so many rows, stratified by class, in file order.
  package static func sample(
    _ count: Int, labels: [Int32], seed: UInt64, purpose: String
  ) -> [Int32] {
    RowSplit(labels: labels, validation: 0, test: count, seed: seed, purpose: purpose).test
  }
}
