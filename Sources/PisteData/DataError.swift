public import PisteCore

/// A data set that cannot be had as it was asked for: what is wrong, where, and what would help.
///
/// Mostly the user can mend it, in the data file or in the experiment file, so it turns into a
/// `SpecError`; it only knows no place in the experiment file, which ``setting`` leads to. Trouble
/// of the environment, as a full disk, is told apart by ``isEnvironment``.
public struct DataError: Error, Hashable, Sendable {
  /// What kind of fault it is.
  public var code: SpecError.Code
  /// The fault in one line, without its place.
  public var message: String
  /// What would put it right, where that can be guessed.
  public var hint: String?
  /// The setting whose value is at fault, as `dataset.validation`; nil where it is the data.
  public var setting: String?
  /// The place inside a data file; nil where the fault is in no line of a file.
  public var location: SourceLocation?

  /// Creates a fault.
  public init(
    _ code: SpecError.Code, _ message: String, hint: String? = nil, setting: String? = nil,
    location: SourceLocation? = nil
  ) {
    self.code = code
    self.message = message
    self.hint = hint
    self.setting = setting
    self.location = location
  }

  /// Whether the machine is at fault, as where the cache cannot be written, and not the data or
  /// what was asked of them; such trouble has no place in an experiment file.
  public var isEnvironment: Bool { code == .cacheFailure }

  /// The fault in the form in which all faults are shown.
  public var specError: SpecError { SpecError(code, message, hint: hint, location: location) }
}

extension DataError: CustomStringConvertible {
  /// The fault as a compiler would print it, hint on a line of its own.
  public var description: String { specError.description }
}

extension SpecError.Code {
  /// The cache of prepared data cannot be written or read.
  public static let cacheFailure = Self(rawValue: "cache-failure")
}
