public import PisteCore

extension ResultTable {
  /// One planned run and what is known of it.
  public struct Run: Codable, Sendable, Hashable {
    /// The content hash that names it.
    public var id: RunID
    /// Its place in the plan, from 1.
    public var number: Int
    /// Whether it chooses or reports.
    public var stage: Stage
    /// The ``Configuration/id`` of its configuration, which also tells its level and settings.
    public var configuration: String
    /// The seed of weights, batch order and dropout.
    public var seed: UInt64
    /// Where it stands.
    public var status: RunStatus
    /// How it ended; nil until it has.
    public var outcome: Outcome?
    /// How many times a worker took it.
    public var attempts: Int
    /// Wall time in seconds; nil until it has ended.
    public var seconds: Double?
    /// Hash of the initial weights; nil until it has ended.
    public var weightsHash: String?
    /// Hash of the batch order; nil until it has ended.
    public var orderHash: String?
    /// Values by metric name, one for each epoch from 1; nil where not measured or not finite.
    public private(set) var curves: [String: [Double?]]

    /// Creates a run.
    ///
    /// - Parameters:
    ///   - id: the content hash that names it.
    ///   - number: its place in the plan, from 1.
    ///   - stage: whether it chooses or reports.
    ///   - configuration: the id of its configuration.
    ///   - seed: the seed of weights, batch order and dropout.
    ///   - status: where it stands.
    ///   - outcome: how it ended; nil until it has.
    ///   - attempts: how many times a worker took it.
    ///   - seconds: wall time in seconds; nil until it has ended.
    ///   - weightsHash: hash of the initial weights; nil until it has ended.
    ///   - orderHash: hash of the batch order; nil until it has ended.
    ///   - epochs: what each epoch measured, in any order; logged steps are not kept.
    public init(
      id: RunID, number: Int, stage: Stage, configuration: String, seed: UInt64,
      status: RunStatus, outcome: Outcome? = nil, attempts: Int = 1, seconds: Double? = nil,
      weightsHash: String? = nil, orderHash: String? = nil, epochs: [EpochReport] = []
    ) {
      self.id = id
      self.number = number
      self.stage = stage
      self.configuration = configuration
      self.seed = seed
      self.status = status
      self.outcome = outcome
      self.attempts = attempts
      self.seconds = seconds.flatMap { $0.isFinite ? $0 : nil }
      self.weightsHash = weightsHash
      self.orderHash = orderHash
      let last = max(0, epochs.map(\.epoch).max() ?? 0)
      var curves: [String: [Double?]] = [:]
      for report in epochs where report.epoch >= 1 {
        for (name, value) in report.metrics.values {
          curves[name, default: Array(repeating: nil, count: last)][report.epoch - 1] =
            value.isFinite ? value : nil
        }
      }
      self.curves = curves
    }

    /// The run as one line of canonical JSON, its curves written by hand.
    ///
    /// - Throws: `EncodingError` if it cannot be written as JSON.
    func appendJSON(to text: inout [UInt8], names: inout [String: [UInt8]]) throws {
      var head = self
      head.curves = [:]
      let line = [UInt8](try CanonicalJSON.encode(head))
      guard let place = Self.endOfEmptyCurves(in: line) else {
        preconditionFailure("ResultTable.Run: 0 curves in \(line.count) bytes, 1 is needed")
      }
      text += line[..<(place - 2)]
      try CurvesJSON.append(curves, names: &names, to: &text)
      text += line[place...]
    }

    /// Behind `"curves":{}`, which no text of a run can hold, since a quote within one is escaped.
    private static func endOfEmptyCurves(in line: [UInt8]) -> Int? {
      let mark = Array("\"curves\":{}".utf8)
      return line.indices.dropLast(mark.count - 1).lazy
        .first { start in
          line[start] == mark[0] && mark.indices.allSatisfy { line[start + $0] == mark[$0] }
        }.map { $0 + mark.count }
    }

    /// How many epochs were recorded.
    public var epochCount: Int { curves.values.map(\.count).max() ?? 0 }

    /// Whether the run went as far as its settings let it go: completed, or ended by patience.
    public var isWhole: Bool { status == .completed || outcome?.isWhole == true }

    /// The metric at the epoch whose parameters the run ended with; nil if not measured there or not
    /// finite.
    ///
    /// That is the last recorded epoch, or the best one where early stopping restored it.
    public func finalValue(_ metric: String) -> Double? {
      guard let curve = curves[metric] else { return nil }
      guard let best = outcome?.bestEpoch else { return curve.last ?? nil }
      return curve.indices.contains(best - 1) ? curve[best - 1] : nil
    }
  }
}
