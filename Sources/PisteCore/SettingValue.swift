/// The value of one setting: what a YAML scalar or list means once its type is known.
public enum SettingValue: Hashable, Sendable {
  /// A truth value, written `true` or `false`.
  case bool(Bool)
  /// A finite number; whole numbers are numbers too.
  case number(Double)
  /// A word or a path.
  case text(String)
  /// Several values in order, as the widths of the hidden layers.
  case list([SettingValue])

  /// The truth value, or nil if this is something else.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The number, or nil if this is something else.
  public var number: Double? {
    if case .number(let value) = self { value } else { nil }
  }

  /// The number as an integer, or nil if this is no number or has a fraction.
  public var integer: Int? { number.flatMap { Int(exactly: $0) } }

  /// The word, or nil if this is something else.
  public var text: String? {
    if case .text(let value) = self { value } else { nil }
  }

  /// The elements, or nil if this is no list.
  public var list: [SettingValue]? {
    if case .list(let value) = self { value } else { nil }
  }
}

extension SettingValue: ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral
{
  /// Creates a truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Creates a number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// Creates a number.
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  /// Creates a word.
  public init(stringLiteral value: String) { self = .text(value) }
  /// Creates a list.
  public init(arrayLiteral elements: SettingValue...) { self = .list(elements) }
}

extension SettingValue: Codable {
  /// Reads a JSON scalar or array.
  ///
  /// - Throws: `DecodingError` for null and for objects.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else {
      self = .list(try container.decode([SettingValue].self))
    }
  }

  /// Writes a JSON scalar or array; whole numbers are written without a fraction.
  ///
  /// - Throws: `EncodingError` for a number that is not finite.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .bool(let value): try container.encode(value)
    case .number(let value):
      if let whole = Int(exactly: value), whole.magnitude < 1 << 53 {
        try container.encode(whole)
      } else {
        try container.encode(value)
      }
    case .text(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    }
  }
}

extension SettingValue: CustomStringConvertible {
  /// The value as a person would type it in an experiment file.
  public var description: String {
    switch self {
    case .bool(let value): value ? "true" : "false"
    case .number(let value): NumberFormat.plain(value)
    case .text(let value): value
    case .list(let value): "[" + value.map(\.description).joined(separator: ", ") + "]"
    }
  }
}
