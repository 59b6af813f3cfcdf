import PisteCore
import PisteExecution
import Synchronization

/// Keeps what it is told, group by group.
final class InMemoryRecorder: RunRecorder {
  struct Full: Error, Equatable {}

  private let groups = Mutex<[[RunEvent]]>([])
  private let capacity: Int

  /// Creates a recorder that fails once it would hold more than `capacity` events.
  init(capacity: Int = .max) { self.capacity = capacity }

  var recordedGroups: [[RunEvent]] { groups.withLock { $0 } }
  var events: [RunEvent] { recordedGroups.flatMap { $0 } }

  func record(_ events: [RunEvent]) throws {
    try groups.withLock { groups in
      guard groups.reduce(0, { $0 + $1.count }) + events.count <= capacity else { throw Full() }
      groups.append(events)
    }
  }

  /// The ends of runs, as `a 2 completed`.
  var ends: [String] {
    events.compactMap {
      guard case .finished(let run, let attempt, let outcome, _) = $0 else { return nil }
      return "\(run) \(attempt) \(outcome.kind)"
    }
  }

  /// How often each run was started.
  var starts: [String: Int] {
    events.reduce(into: [:]) { starts, event in
      if case .started(let run, _, _, _) = event { starts[run.hex, default: 0] += 1 }
    }
  }
}
