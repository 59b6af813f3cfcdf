public import PisteCore

/// What an experiment file says and a sweep does not do, or does otherwise than its author may
/// expect: told, but no reason not to run.
public struct SpecNote: Hashable, Sendable, CustomStringConvertible {
  /// The kind, stable across releases.
  public var code: SpecError.Code
  /// What is so, in one line, without its place.
  public var message: String
  /// What can be done about it.
  public var hint: String
  /// Where it stands.
  public var location: SourceLocation

  /// Creates a note.
  public init(
    _ code: SpecError.Code, _ message: String, hint: String, location: SourceLocation
  ) {
    self.code = code
    self.message = message
    self.hint = hint
    self.location = location
  }

  /// The note as a compiler would print it, hint on a line of its own.
  public var description: String {
    "\(location): note: \(message) [\(code)]\n  hint: \(hint)"
  }
}
