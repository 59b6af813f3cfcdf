package import PisteCatalog
internal import PisteCore

/// The order in which an epoch visits the training rows, and the hash of all orders so far.
package struct BatchOrder: Sendable {
  private let shuffle: ShuffleName
  private var random: RandomStream
  private var hash = ContentHash()
  private var hasOrder = false

  /// The rows of the current epoch in the order of their visits.
  package private(set) var rows: [Int32]

  /// Whether the rows are visited as they lie in memory.
  var isSequential: Bool { shuffle == .none }

  /// Creates the orders of one run.
  ///
  /// - Parameters:
  ///   - count: N, the number of training rows.
  ///   - shuffle: When a new order is drawn.
  ///   - seed: The run's seed; orders are drawn from its stream for batches.
  package init(count: Int, shuffle: ShuffleName, seed: UInt64) {
    self.shuffle = shuffle
    random = RandomStream(seed: seed, purpose: "batches")
    rows = Array(0..<Int32(count))
  }

  /// Draws the next epoch's order.
  ///
  /// It is always drawn from the rows in file order, so that an order depends on the stream's
  /// position alone and not on the order before.
  package mutating func advance() {
    let isDue =
      switch shuffle {
      case .eachEpoch: true
      case .frozen: !hasOrder
      case .none: false
      }
    if isDue {
      for index in rows.indices { rows[index] = Int32(index) }
      random.shuffle(&rows)
    }
    hasOrder = true
    hash.combine(rows)
  }

  /// The hash of all orders so far, hexadecimal.
  package var hex: String { hash.hex }
}
