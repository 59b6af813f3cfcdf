/// What the environment did to a worker or to the pipe between it and its scheduler.
public struct ExecutorError: Error, Hashable, Sendable {
  /// The kind of an error: stable across releases, so safe to test for and to search for.
  public struct Code: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
    /// The kind as printed in square brackets.
    public let rawValue: String
    /// Creates a code from its printed form.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The printed form.
    public var description: String { rawValue }

    /// No process could be started.
    public static let cannotLaunch = Self(rawValue: "cannot-launch")
    /// A pipe or another descriptor could not be made.
    public static let noDescriptor = Self(rawValue: "no-descriptor")
    /// The other end of the pipe has gone.
    public static let disconnected = Self(rawValue: "disconnected")
    /// What came over the pipe is no message.
    public static let garbled = Self(rawValue: "garbled")
    /// A log could not be opened.
    public static let cannotLog = Self(rawValue: "cannot-log")
    /// A worker cannot read or write its files: trouble of the machine, not of a run.
    public static let environment = Self(rawValue: "environment")
  }

  /// What kind of error it is.
  public var code: Code
  /// What happened, in one line.
  public var message: String
  /// What the system said, where it said something.
  public var underlying: String?

  /// Creates an error.
  public init(_ code: Code, _ message: String, underlying: String? = nil) {
    self.code = code
    self.message = message
    self.underlying = underlying
  }
}

extension ExecutorError: CustomStringConvertible {
  /// The error and its cause in one line.
  public var description: String { underlying.map { "\(message): \($0)" } ?? message }
}
