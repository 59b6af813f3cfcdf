/// A clock that stands still while this process does.
///
/// A scheduler that was stopped, by Ctrl-Z say, or that waited for a slow disk finds the messages of
/// that time still unread. By the clock on the wall every worker would then seem to hang.
package struct AttendedClock: Sendable {
  /// Seconds between two readings beyond which the process was not there; it reads each second.
  package static let longestPause = 5.0
  /// Seconds that such a pause counts as.
  package static let usualPause = 1.0

  private var latest: Double?
  private var missed = 0.0

  /// Creates a clock that nobody has read.
  package init() {}

  /// Seconds of attendance at a moment of a steady clock.
  package mutating func reading(at now: Double) -> Double {
    if let latest, now - latest > Self.longestPause { missed += now - latest - Self.usualPause }
    latest = now
    return now - missed
  }
}
