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
      curves = Self.curves(epochs)
    }

    /// Creates a run from its curves, as a store keeps them.
    ///
    /// `epochs` are those that were measured, rising; `values` has one for each of them by metric name, one that is
    /// not finite where there is none.
    public init(
      id: RunID, number: Int, stage: Stage, configuration: String, seed: UInt64,
      status: RunStatus, outcome: Outcome? = nil, attempts: Int = 1, seconds: Double? = nil,
      weightsHash: String? = nil, orderHash: String? = nil, epochs: [Int],
      values: [String: [Double]]
    ) {
      self.init(
        id: id, number: number, stage: stage, configuration: configuration, seed: seed,
        status: status, outcome: outcome, attempts: attempts, seconds: seconds,
        weightsHash: weightsHash, orderHash: orderHash)
      // As a rule no epoch is missing, and values need not be moved.
      let isWhole = epochs.first == 1 && epochs.last == epochs.count
      curves = values.mapValues { column in
        let finite = column.map { $0.isFinite ? $0 : nil }
        return isWhole ? finite : Self.spread(finite, over: epochs)
      }
    }

    private static func curves(_ reports: [EpochReport]) -> [String: [Double?]] {
      let last = max(0, reports.map(\.epoch).max() ?? 0)
      var curves: [String: [Double?]] = [:]
      for report in reports where report.epoch >= 1 {
        for (name, value) in report.metrics.values {
          curves[name, default: Array(repeating: nil, count: last)][report.epoch - 1] =
            value.isFinite ? value : nil
        }
      }
      return curves
    }

    private static func spread(_ column: [Double?], over epochs: [Int]) -> [Double?] {
      var curve = [Double?](repeating: nil, count: max(0, epochs.last ?? 0))
      for (epoch, value) in zip(epochs, column) where epoch >= 1 { curve[epoch - 1] = value }
      return curve
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
