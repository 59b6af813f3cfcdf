private import Glibc

/// The processor time of one thread, readable from any other while it lives.
struct ThreadWork: Sendable {
  private let clock: clockid_t

  /// That of the thread that asks; nil where the system does not tell.
  static var ofThisThread: ThreadWork? {
    var clock = clockid_t()
    return pthread_getcpuclockid(pthread_self(), &clock) == 0 ? ThreadWork(clock: clock) : nil
  }

  /// Seconds of a processor that the thread has used; nil once it has gone.
  var seconds: Double? {
    var time = timespec()
    guard clock_gettime(clock, &time) == 0 else { return nil }
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
