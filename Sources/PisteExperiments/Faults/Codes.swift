public import PisteCore

extension SpecError.Code {
  /// A word of the file's grammar that this version does not carry out.
  public static let unsupported = Self(rawValue: "unsupported")
  /// An experiment's name that cannot name a folder.
  public static let badName = Self(rawValue: "bad-name")
  /// A pattern of `exclude` or `include` that changes nothing.
  public static let noEffect = Self(rawValue: "no-effect")
  /// A unit that does not fit what it stands at, as minutes at a count.
  public static let wrongUnit = Self(rawValue: "wrong-unit")
  /// A constraint that cannot be read.
  public static let badConstraint = Self(rawValue: "bad-constraint")
  /// More configurations asked for than can be drawn.
  public static let exhausted = Self(rawValue: "exhausted")
  /// A word of another program's files that means nothing here: a note.
  public static let notHonored = Self(rawValue: "not-honored")
  /// Ends written as whole numbers, so that nothing between them is drawn: a note.
  public static let wholeNumbers = Self(rawValue: "whole-numbers")
}
