/// A sweep's share in the signals of its process, from its creation until ``stop()``.
final class SignalSubscription: Sendable {
  private let id: Int

  /// Begins to listen; catches INT, TERM and HUP where nobody did yet.
  ///
  /// - Parameter handler: Called after each signal, on a queue of its own; ``count`` says how many
  ///   there were.
  /// - Throws: ``ExecutorError`` with code `.noDescriptor`.
  init(handler: @escaping @Sendable () -> Void) throws(ExecutorError) {
    id = try SignalCatcher.shared.subscribe(handler)
  }

  /// How many signals came since they are caught, before this subscription too.
  var count: Int { SignalCatcher.shared.count }

  /// Ends listening; the last to go gives the signals back, unless ``SignalGuard`` is installed.
  func stop() { SignalCatcher.shared.unsubscribe(id) }
}
