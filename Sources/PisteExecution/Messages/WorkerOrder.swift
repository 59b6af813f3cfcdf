/// What a scheduler says to its worker.
///
/// There is no order to go away: a worker goes when its stdin ends, which it also does when its
/// scheduler dies, so that one path serves both and is exercised by every sweep.
package enum WorkerOrder: Hashable, Sendable {
  /// Carry out this attempt.
  case run(Assignment)
  /// Save the run in hand before its next step and lay it aside.
  case pause
}

extension WorkerOrder: Codable {
  private enum Kind: String, Codable { case run, pause }
  private enum CodingKeys: String, CodingKey { case kind, assignment }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    switch try fields.decode(Kind.self, forKey: .kind) {
    case .run: self = .run(try fields.decode(Assignment.self, forKey: .assignment))
    case .pause: self = .pause
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .run(let assignment):
      try fields.encode(Kind.run, forKey: .kind)
      try fields.encode(assignment, forKey: .assignment)
    case .pause:
      try fields.encode(Kind.pause, forKey: .kind)
    }
  }
}
