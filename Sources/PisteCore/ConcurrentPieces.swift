private import Dispatch
private import Synchronization

/// Work on a long row of things, piece by piece on all cores, its results in the row's order.
public enum ConcurrentPieces {
  /// Calls `body` with each piece of `0..<count`, several at a time, and waits for all of them.
  ///
  /// Which piece is worked on when depends on the machine; what comes back does not.
  ///
  /// - Parameters:
  ///   - count: How many things there are.
  ///   - size: Things in a piece, at least 1; the last piece may have fewer.
  ///   - body: What is to be done with a piece; called on several threads at once.
  /// - Returns: What `body` returned, piece by piece.
  /// - Throws: What `body` threw for the first of the pieces for which it threw.
  public static func map<Value: Sendable, Failure: Error>(
    _ count: Int, size: Int, _ body: @Sendable (Range<Int>) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    precondition(count >= 0 && size > 0, "ConcurrentPieces: \(count) things in pieces of \(size)")
    let pieces = (count + size - 1) / size
    let results = Mutex<[Int: Result<Value, Failure>]>([:])
    DispatchQueue.concurrentPerform(iterations: pieces) { piece in
      let range = piece * size..<min(count, (piece + 1) * size)
      let result = Result { () throws(Failure) in try body(range) }
      results.withLock { $0[piece] = result }
    }
    var values: [Value] = []
    for (_, result) in results.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      values.append(try result.get())
    }
    return values
  }
}
