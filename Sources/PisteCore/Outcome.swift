/// How a run ended.
///
/// A divergence is a result like any other, not an error.
public struct Outcome: Hashable, Sendable, Codable {
  /// The five ways to end.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// All epochs done, the loss finite and not far above the first epoch's.
    case completed
    /// Ended early on purpose, by a pruner or by patience.
    case stopped
    /// A value that is not finite, or a last loss above ten times the first epoch's.
    case diverged
    /// The worker died twice while the sweep went on.
    case failed
    /// No worker could be started for it.
    case lost
  }

  /// Who ended a run on purpose.
  public enum Cause: String, Sendable, Codable {
    /// The run's own `early_stopping`, a setting like any other.
    case patience
  }

  /// Which of the five.
  public var kind: Kind
  /// The epoch in which it ended, from 1; nil where that is not known.
  public var epoch: Int?
  /// The optimizer step at which it ended, from 1 over the whole run; nil where not known.
  public var step: Int?
  /// Why, in a sentence for people; nil for a plain completion.
  public var reason: String?
  /// Who ended a run that was stopped; nil otherwise.
  public var cause: Cause?
  /// The epoch whose parameters the run ends with, and at which its metrics count; nil for the last.
  public var bestEpoch: Int?

  /// Creates an outcome.
  public init(
    _ kind: Kind, epoch: Int? = nil, step: Int? = nil, reason: String? = nil, cause: Cause? = nil,
    bestEpoch: Int? = nil
  ) {
    self.kind = kind
    self.epoch = epoch
    self.step = step
    self.reason = reason
    self.cause = cause
    self.bestEpoch = bestEpoch
  }

  /// Whether the run went as far as its settings let it go, so that its metrics count in full.
  ///
  /// A run that its own patience ended is whole; one that a pruner ended is not.
  public var isWhole: Bool { kind == .completed || (kind == .stopped && cause == .patience) }

  private enum CodingKeys: String, CodingKey {
    case kind, epoch, step, reason, cause
    case bestEpoch = "best_epoch"
  }
}

/// Where a run stands: waiting, under way, or ended by an ``Outcome``.
public enum RunStatus: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
  /// Planned, not yet begun, or to be begun again.
  case queued
  /// A worker has it.
  case running
  /// Ended: see ``Outcome/Kind/completed``.
  case completed
  /// Ended: see ``Outcome/Kind/stopped``.
  case stopped
  /// Ended: see ``Outcome/Kind/diverged``.
  case diverged
  /// Ended: see ``Outcome/Kind/failed``.
  case failed
  /// Ended: see ``Outcome/Kind/lost``.
  case lost

  /// The status of a run that ended so.
  public init(_ kind: Outcome.Kind) {
    self =
      switch kind {
      case .completed: .completed
      case .stopped: .stopped
      case .diverged: .diverged
      case .failed: .failed
      case .lost: .lost
      }
  }

  /// Whether the run has a result, divergence included, so that sweeping again skips it.
  public var isDone: Bool {
    switch self {
    case .completed, .stopped, .diverged: true
    case .queued, .running, .failed, .lost: false
    }
  }
}
