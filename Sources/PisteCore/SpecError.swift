/// A place in a text file.
public struct SourceLocation: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  /// The file as it was named on the command line.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The column in characters, from 1.
  public var column: Int

  /// Creates a place.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`, which editors jump to.
  public var description: String { "\(file):\(line):\(column)" }

  /// Order in a file; files in alphabetical order.
  public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}

/// A fault in an experiment file, a flag or a data file, placed so that an editor can jump to it.
///
/// Its sentences are made where the fault is found, since only there is known what would help;
/// how a fault looks on a terminal is decided by `PisteApp`.
public struct SpecError: Error, Hashable, Sendable {
  /// The kind of a fault: stable across releases, so safe to test for and to search for.
  public struct Code: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
    /// The kind as printed in square brackets.
    public let rawValue: String
    /// Creates a code from its printed form.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The printed form.
    public var description: String { rawValue }
  }

  /// What kind of fault it is.
  public var code: Code
  /// The fault in one line, without its place.
  public var message: String
  /// What would put it right, where that can be guessed.
  public var hint: String?
  /// Where it is; nil for what stands in no file.
  public var location: SourceLocation?

  /// Creates a fault.
  public init(
    _ code: Code, _ message: String, hint: String? = nil, location: SourceLocation? = nil
  ) {
    self.code = code
    self.message = message
    self.hint = hint
    self.location = location
  }
}

extension SpecError: CustomStringConvertible {
  /// The fault as a compiler would print it, hint on a line of its own.
  public var description: String {
    let place = location.map { "\($0): " } ?? ""
    let tail = hint.map { "\n  hint: \($0)" } ?? ""
    return "\(place)error: \(message) [\(code)]\(tail)"
  }
}

/// All the faults that a check found, in the order of their places.
public struct SpecErrors: Error, Hashable, Sendable, CustomStringConvertible {
  /// The faults; never empty.
  public let faults: [SpecError]

  /// Creates the collection, sorted by place.
  ///
  /// - Precondition: There is at least one fault.
  public init(_ faults: [SpecError]) {
    precondition(!faults.isEmpty, "SpecErrors: 0 faults, but at least 1 is needed")
    self.faults = faults.enumerated().sorted { left, right in
      switch (left.element.location, right.element.location) {
      case (let a?, let b?) where a != b: a < b
      case (nil, _?): true
      case (_?, nil): false
      default: left.offset < right.offset
      }
    }.map(\.element)
  }

  /// Every fault as a compiler would print it.
  public var description: String { faults.map(\.description).joined(separator: "\n") }
}

extension SpecError.Code {
  /// The text is not YAML.
  public static let syntax = Self(rawValue: "syntax")
  /// A tab where YAML wants spaces.
  public static let tab = Self(rawValue: "tab")
  /// A key written twice in one mapping, or the same setting reached twice.
  public static let repeatedKey = Self(rawValue: "repeated-key")
  /// A key that nothing has.
  public static let unknownKey = Self(rawValue: "unknown-key")
  /// A setting that the chosen variant lacks, as momentum of Adam.
  public static let notApplicable = Self(rawValue: "not-applicable")
  /// A value of another type than the setting's.
  public static let wrongType = Self(rawValue: "wrong-type")
  /// A value outside its range.
  public static let outOfRange = Self(rawValue: "out-of-range")
  /// A word that is none of the choices.
  public static let unknownChoice = Self(rawValue: "unknown-choice")
  /// An axis, a list of alternatives or of seeds without elements.
  public static let emptyAxis = Self(rawValue: "empty-axis")
  /// Something that must be given is not.
  public static let missingKey = Self(rawValue: "missing-key")
  /// Two parts of the file that cannot both hold.
  public static let conflict = Self(rawValue: "conflict")
  /// Selection on the test set.
  public static let testMetric = Self(rawValue: "test-metric")
  /// A metric that no run of this experiment records.
  public static let missingMetric = Self(rawValue: "missing-metric")
  /// More runs, nodes or rows than allowed.
  public static let tooLarge = Self(rawValue: "too-large")
  /// A data file that is not there or cannot be read.
  public static let missingFile = Self(rawValue: "missing-file")
  /// A data file whose content is not what it should be.
  public static let badData = Self(rawValue: "bad-data")
}
