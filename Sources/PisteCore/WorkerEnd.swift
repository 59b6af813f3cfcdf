/// What a worker left whose process ended with an attempt in hand.
///
/// Exit status and signal are facts for programs; the sentence that tells them to people, and why
/// a worker was made to go, is the attempt's reason.
public struct WorkerEnd: Hashable, Sendable, Codable {
  /// The status with which the process exited, 0…255; nil where a signal ended it.
  public var exitStatus: Int32?
  /// The number of the signal that ended the process; nil where it exited by itself.
  public var signal: Int32?
  /// The last lines of its log; nil where it said nothing.
  public var logTail: String?

  /// Creates an end.
  public init(exitStatus: Int32? = nil, signal: Int32? = nil, logTail: String? = nil) {
    self.exitStatus = exitStatus
    self.signal = signal
    self.logTail = logTail
  }
}
