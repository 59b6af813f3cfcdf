public import PisteCore

/// Where what happens to runs is written down.
public protocol RunRecorder: Sendable {
  /// Writes a group of events, in order; what is written is durable when this returns.
  ///
  /// Called from one queue, never twice at a time.
  ///
  /// - Throws: whatever keeps the group from being written; nothing of it may then be written.
  func record(_ events: [RunEvent]) throws
}
