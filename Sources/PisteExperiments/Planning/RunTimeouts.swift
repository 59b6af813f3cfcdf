/// How long a run may take, and how long its worker may say nothing.
///
/// A limit ends a run that would otherwise go on; a run that ends within it is the same with and
/// without, so limits are no part of any run's identity.
public struct RunTimeouts: Hashable, Sendable, Codable {
  /// The longest time of one attempt at a run; nil for no limit.
  public var run: Duration?
  /// The longest time between two messages of a run's worker; nil for no limit of the file's own.
  public var silence: Duration?

  /// Creates limits; none unless said.
  public init(run: Duration? = nil, silence: Duration? = nil) {
    self.run = run
    self.silence = silence
  }
}
