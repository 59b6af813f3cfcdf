public import PisteCore

/// What a setting's value looks like.
public enum SettingType: Hashable, Sendable {
  /// A finite number.
  case number
  /// A whole number.
  case integer
  /// `true` or `false`.
  case boolean
  /// Any text, as a path.
  case text
  /// The name of a family's member.
  case choice(Family)
  /// One of a few fixed words.
  case word([String])
  /// A list of whole numbers, each within the range.
  case integers
  /// A list of finite numbers, each within the range.
  case numbers

  /// The type in words, with its article, as error messages want it.
  public var phrase: String {
    switch self {
    case .number: "a number"
    case .integer: "a whole number"
    case .boolean: "true or false"
    case .text: "a text"
    case .choice(let family): "the name of \(Self.article(family.rawValue)) \(family.rawValue)"
    case .word(let words): "one of " + words.joined(separator: ", ")
    case .integers: "a list of whole numbers"
    case .numbers: "a list of numbers"
    }
  }

  private static func article(_ noun: String) -> String {
    noun.first.map { "aeiou".contains($0) } == true ? "an" : "a"
  }
}

/// The numbers a setting may take.
public struct NumberRange: Hashable, Sendable, CustomStringConvertible {
  /// The lower end.
  public let lower: Double
  /// Whether the lower end itself is allowed.
  public let lowerIncluded: Bool
  /// The upper end, nil for none.
  public let upper: Double?
  /// Whether the upper end itself is allowed.
  public let upperIncluded: Bool

  /// Creates a range from its ends.
  public init(lower: Double, lowerIncluded: Bool, upper: Double?, upperIncluded: Bool) {
    self.lower = lower
    self.lowerIncluded = lowerIncluded
    self.upper = upper
    self.upperIncluded = upperIncluded
  }

  /// Numbers from `lower` on, itself included.
  public static func atLeast(_ lower: Double) -> Self {
    Self(lower: lower, lowerIncluded: true, upper: nil, upperIncluded: false)
  }

  /// Numbers above `lower`.
  public static func above(_ lower: Double) -> Self {
    Self(lower: lower, lowerIncluded: false, upper: nil, upperIncluded: false)
  }

  /// Numbers from `lower` up to but not including `upper`.
  public static func halfOpen(_ lower: Double, _ upper: Double) -> Self {
    Self(lower: lower, lowerIncluded: true, upper: upper, upperIncluded: false)
  }

  /// Numbers from `lower` to `upper`, both included.
  public static func closed(_ lower: Double, _ upper: Double) -> Self {
    Self(lower: lower, lowerIncluded: true, upper: upper, upperIncluded: true)
  }

  /// Numbers above `lower` up to and including `upper`.
  public static func aboveUpTo(_ lower: Double, _ upper: Double) -> Self {
    Self(lower: lower, lowerIncluded: false, upper: upper, upperIncluded: true)
  }

  /// Every finite number.
  public static let any = Self(
    lower: -.infinity, lowerIncluded: false, upper: nil, upperIncluded: false)

  /// Whether `value` is allowed; no number that is not finite ever is.
  public func contains(_ value: Double) -> Bool {
    guard value.isFinite else { return false }
    guard lowerIncluded ? value >= lower : value > lower else { return false }
    guard let upper else { return true }
    return upperIncluded ? value <= upper : value < upper
  }

  /// The range in the notation of intervals, as `[0, 1)`.
  public var description: String {
    let left = (lowerIncluded ? "[" : "(") + NumberFormat.plain(lower)
    let right = upper.map { NumberFormat.plain($0) + (upperIncluded ? "]" : ")") } ?? "∞)"
    return "\(left), \(right)"
  }
}

/// A named knob, defined once: files are checked, plots labelled and `explain` printed from this.
public struct SettingDefinition: Hashable, Sendable {
  /// The dotted name.
  public let key: String
  /// What a value looks like.
  public let type: SettingType
  /// The value where a file gives none; nil where it follows from the data or must be given.
  public let defaultValue: SettingValue?
  /// The numbers allowed; for a list, of each element.
  public let range: NumberRange?
  /// The unit of its numbers; nil for a plain number or a word.
  public let unit: String?
  /// The symbol formulas use for it.
  public let symbol: String?
  /// Whether there is no default and none can be found.
  public let isRequired: Bool
  /// Whether the run's result depends on it; a path does not change what is in the file.
  public let affectsResult: Bool
  /// What it does, in a sentence.
  public let summary: String

  /// Creates a definition.
  public init(
    _ key: String, _ type: SettingType, default defaultValue: SettingValue? = nil,
    range: NumberRange? = nil, unit: String? = nil, symbol: String? = nil,
    isRequired: Bool = false, affectsResult: Bool = true, _ summary: String
  ) {
    self.key = key
    self.type = type
    self.defaultValue = defaultValue
    self.range = range
    self.unit = unit
    self.symbol = symbol
    self.isRequired = isRequired
    self.affectsResult = affectsResult
    self.summary = summary
  }
}
