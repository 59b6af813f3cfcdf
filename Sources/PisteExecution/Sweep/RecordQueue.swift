package import Dispatch
package import PisteCore

/// Hands events to a recorder in groups, in order, without making the sweep's queue wait.
///
/// Writing durably means waiting for a disk, so it happens on a queue of its own. A group is handed
/// over when it is large or old; while one is being written the next one grows, so a slow disk
/// means larger groups, not a longer wait for each.
///
/// If writing falls far behind, ``append(_:)`` waits, and `home` with it. The threads that read the
/// workers' pipes hand over on `home` and wait too, then the pipes fill and the workers wait: memory
/// stays bounded and nothing is lost. Nobody waits in a circle: `home` waits for the recorder alone,
/// which must not wait for `home`.
///
/// `@unchecked Sendable`: every stored variable is touched on `home` alone, which is serial.
package final class RecordQueue: @unchecked Sendable {
  private let recorder: any RunRecorder
  private let home: DispatchQueue
  private let writing = DispatchQueue(label: "piste.record")
  private let onFailure: @Sendable (any Error) -> Void
  private let groupSize: Int
  private let maximumAge: DispatchTimeInterval
  private let backlogLimit: Int
  private var buffer: [RunEvent] = []
  private var inFlight = 0
  private var isTimed = false
  private var failure: (any Error)?

  /// Whether the recorder has failed, so that nothing more will be written.
  package var hasFailed: Bool { failure != nil }

  /// Creates a queue in front of a recorder.
  ///
  /// - Parameters:
  ///   - recorder: Writes the groups.
  ///   - home: The serial queue on which this object is used.
  ///   - groupSize: Events at which a group is handed over at once.
  ///   - maximumAge: Time after which a smaller group is handed over.
  ///   - backlogLimit: Events not yet written at which ``append(_:)`` waits.
  ///   - onFailure: Called once, on `home`, with the first error of the recorder; nothing is handed
  ///     over afterwards.
  package init(
    _ recorder: any RunRecorder, home: DispatchQueue, groupSize: Int = 64,
    maximumAge: DispatchTimeInterval = .milliseconds(50), backlogLimit: Int = 10_000,
    onFailure: @escaping @Sendable (any Error) -> Void
  ) {
    self.recorder = recorder
    self.home = home
    self.groupSize = groupSize
    self.maximumAge = maximumAge
    self.backlogLimit = backlogLimit
    self.onFailure = onFailure
  }

  /// Adds an event behind those before it.
  package func append(_ event: RunEvent) {
    dispatchPrecondition(condition: .onQueue(home))
    guard failure == nil else { return }
    buffer.append(event)
    if buffer.count >= groupSize, inFlight == 0 {
      handOver()
    } else if !isTimed {
      isTimed = true
      home.asyncAfter(deadline: .now() + maximumAge) { [self] in
        isTimed = false
        if inFlight == 0 { handOver() }
      }
    }
    if buffer.count + inFlight >= backlogLimit {
      handOver()
      writing.sync {}
    }
  }

  /// Hands over what there is and calls `then` on the recorder's queue once all is written.
  ///
  /// - Parameter then: Is not called if something could not be written.
  package func flush(then: @escaping @Sendable () -> Void) {
    dispatchPrecondition(condition: .onQueue(home))
    handOver()
    writing.async { [self] in
      home.async { [self] in
        guard failure == nil else { return }
        writing.async(execute: then)
      }
    }
  }

  private func handOver() {
    guard failure == nil, !buffer.isEmpty else { return }
    let group = buffer
    buffer = []
    inFlight += group.count
    writing.async { [self] in
      let result = Result { try recorder.record(group) }
      home.async { [self] in finish(group.count, result) }
    }
  }

  private func finish(_ count: Int, _ result: Result<Void, any Error>) {
    inFlight -= count
    if case .failure(let error) = result, failure == nil {
      failure = error
      buffer = []
      onFailure(error)
    }
    // What gathered meanwhile is due: it is large, or its time came while this was written.
    if inFlight == 0, buffer.count >= groupSize || !isTimed { handOver() }
  }
}
