/// A worker process of this sweep; a replacement is another worker.
public struct WorkerID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Counts launches, from 1.
  public let number: Int

  /// Creates the id of the worker that was launched as the `number`th.
  public init(_ number: Int) { self.number = number }

  /// The name that the record bears, `worker-3`.
  public var description: String { "worker-\(number)" }

  /// Order of launching.
  public static func < (left: WorkerID, right: WorkerID) -> Bool { left.number < right.number }
}
