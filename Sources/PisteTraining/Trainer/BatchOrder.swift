package import PisteCatalog
internal import PisteCore

/// The order in which an epoch visits the training rows, and the hash of all orders so far.
package struct BatchOrder: Sendable {
  private let shuffle: ShuffleName
  private var random: RandomStream
  /// Where the stream stood before it drew the rows' present order.
  private var before: RandomStream
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
    before = random
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
    if isDue { draw() }
    hasOrder = true
    hash.combine(rows)
  }

  private mutating func draw() {
    before = random
    for index in rows.indices { rows[index] = Int32(index) }
    random.shuffle(&rows)
  }

  /// The hash of all orders so far, hexadecimal.
  package var hex: String { hash.hex }

  /// What the present order and all later ones follow from.
  package struct State: Sendable, Hashable {
    /// Where the stream stood before it drew the present order.
    package var stream: [UInt64]
    /// Whether there is a present order.
    package var hasOrder: Bool
    /// The hash of all orders so far.
    package var hash: UInt64

    /// Creates a state.
    package init(stream: [UInt64], hasOrder: Bool, hash: UInt64) {
      self.stream = stream
      self.hasOrder = hasOrder
      self.hash = hash
    }
  }

  /// What a checkpoint keeps: not the rows, which are drawn again.
  package var state: State {
    State(stream: before.words, hasOrder: hasOrder, hash: hash.value)
  }

  /// Takes up the state that another value of the same making had.
  ///
  /// - Precondition: The stream's state has the length of one.
  package mutating func restore(_ state: State) {
    guard let stream = RandomStream(words: state.stream) else {
      preconditionFailure("BatchOrder: \(state.stream.count) words for a stream of 6")
    }
    random = stream
    hasOrder = state.hasOrder
    if hasOrder, shuffle != .none { draw() }
    hash = ContentHash(value: state.hash)
  }
}
