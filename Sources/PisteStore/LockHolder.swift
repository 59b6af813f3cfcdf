/// Who writes a store: what the writer wrote into `writer.lock`.
public struct LockHolder: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The writer's process.
  public var processID: Int32
  /// The machine it runs on.
  public var host: String
  /// What it is doing, as `sweep sgd-vs-adam.yaml`.
  public var purpose: String
  /// Since when, in UTC as ``StoreTime`` writes it.
  public var since: String

  /// Creates a holder's card.
  public init(processID: Int32, host: String, purpose: String, since: String) {
    self.processID = processID
    self.host = host
    self.purpose = purpose
    self.since = since
  }

  /// The holder as it is told to whom it keeps waiting.
  public var description: String { "process \(processID) on \(host) (\(purpose), since \(since))" }
}
