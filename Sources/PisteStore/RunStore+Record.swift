private import GRDB
public import PisteCore

extension RunStore {
  /// Records what happened to runs, all in one transaction, durable when it returns.
  ///
  /// Giving several events at once costs one synchronization of the disk instead of many. An
  /// event of a superseded attempt, or of one that has ended, changes nothing. Either all
  /// events are recorded or, if this throws, none.
  ///
  /// - Parameter events: What happened, in order.
  /// - Throws: ``StoreError`` with code `.noSuchRun` for a run never enqueued, `.inconsistent`
  ///   for what cannot have happened (an epoch of an attempt that never began), `.readOnly`,
  ///   `.full` or `.io`.
  public func record(_ events: [RunEvent]) throws {
    guard !events.isEmpty else { return }
    let now = now
    try write { db in
      var writer = try EventWriter(db: db, now: now)
      for event in events { try writer.record(event) }
    }
  }
}
