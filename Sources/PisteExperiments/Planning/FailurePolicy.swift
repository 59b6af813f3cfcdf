/// What a sweep does once a run has failed for good.
///
/// A failure is a run whose worker died twice in one sweep, or that was ended for its time; a run
/// that diverged has a result and is none. The policy changes no run's result, so it is no part of
/// any run's identity.
public enum FailurePolicy: Hashable, Sendable {
  /// Goes on with all other runs.
  case `continue`
  /// Starts no further run after the first failure.
  case stop
  /// Starts no further run after so many failures; at least 1.
  case stopAfter(Int)

  /// The count of failures after which no further run is started; nil for any number.
  public var limit: Int? {
    switch self {
    case .continue: nil
    case .stop: 1
    case .stopAfter(let count): count
    }
  }
}

extension FailurePolicy: Codable {
  private enum CodingKeys: String, CodingKey {
    case stopAfter = "stop_after"
  }

  /// Reads what an experiment file says: `continue`, `stop` or `{stop_after: n}`.
  ///
  /// - Throws: `DecodingError` for anything else.
  public init(from decoder: any Decoder) throws {
    if let mapping = try? decoder.container(keyedBy: CodingKeys.self) {
      self = .stopAfter(try mapping.decode(Int.self, forKey: .stopAfter))
      return
    }
    let container = try decoder.singleValueContainer()
    switch try container.decode(String.self) {
    case "continue": self = .continue
    case "stop": self = .stop
    case let word:
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "no such policy: \(word)")
    }
  }

  /// Writes what an experiment file says.
  ///
  /// - Throws: `EncodingError` if the encoder fails.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .continue, .stop:
      var container = encoder.singleValueContainer()
      try container.encode(self == .stop ? "stop" : "continue")
    case .stopAfter(let count):
      var mapping = encoder.container(keyedBy: CodingKeys.self)
      try mapping.encode(count, forKey: .stopAfter)
    }
  }
}
