/// The identity of a run: the SHA-256 of everything that determines its result, in hexadecimal.
public struct RunID: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  /// The whole id: 64 hexadecimal digits, lower case.
  public let hex: String

  /// Creates an id from its 64 hexadecimal digits.
  public init(hex: String) { self.hex = hex }

  /// The first ten digits, enough for people.
  public var short: String { String(hex.prefix(10)) }

  /// The whole id.
  public var description: String { hex }

  /// Alphabetical order of the digits.
  public static func < (left: RunID, right: RunID) -> Bool { left.hex < right.hex }

  /// Reads the digits as a bare string.
  ///
  /// - Throws: `DecodingError` if there is no string.
  public init(from decoder: any Decoder) throws {
    self.init(hex: try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the digits as a bare string.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
