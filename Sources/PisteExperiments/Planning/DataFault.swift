public import PisteCore

/// A fault of the data as the caller of ``Experiment/plan(facts:)`` reports it: which setting to
/// blame is known, where that setting stands is not.
public struct DataFault: Error, Hashable, Sendable {
  /// The fault; a place of its own, as a line of a data file, is kept.
  public var error: SpecError
  /// The setting whose value is at fault; nil for the path, or else the data set as such.
  public var setting: String?

  /// Creates a fault.
  public init(_ error: SpecError, setting: String? = nil) {
    self.error = error
    self.setting = setting
  }
}
