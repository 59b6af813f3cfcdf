public import PisteCore

/// One row of `run_view`: a run and its place in an experiment.
public struct RunRecord: Hashable, Sendable, Codable {
  /// The run's id.
  public var run: RunID
  /// The experiment's name.
  public var experiment: String
  /// The place in the experiment's plan, from 1.
  public var number: Int
  /// Whether it chooses or reports.
  public var stage: Stage
  /// The id without the seed.
  public var configuration: String
  /// The level of the compared factor, nil where nothing is compared.
  public var level: String?
  /// Where the run stands.
  public var status: RunStatus
  /// How it ended, nil until it has.
  public var outcome: Outcome?
  /// The seed.
  public var seed: UInt64
  /// The resolved settings, as nested JSON with sorted keys; see ``settings()``.
  public var settingsJSON: String
  /// How often a worker tried.
  public var attempts: Int
  /// When the latest attempt began, UTC as ``StoreTime`` writes it; nil while queued.
  public var startedAt: String?
  /// When the run ended, UTC as ``StoreTime`` writes it.
  public var finishedAt: String?
  /// Wall time in seconds; of attempts that were broken off, what their checkpoint saved.
  public var seconds: Double?
  /// The machine of the latest attempt.
  public var host: String?
  /// The worker of the latest attempt.
  public var worker: String?
  /// The version that carried it out, commit included.
  public var codeVersion: String?
  /// Digest of the data and of what shapes its rows.
  public var dataDigest: String
  /// Hash of the initial weights.
  public var weightsHash: String?
  /// Hash of the batch order.
  public var orderHash: String?
  /// The run's own tags, in alphabetical order.
  public var tags: [String] = []
  /// What somebody noted on the run.
  public var note: String?

  /// The resolved settings.
  ///
  /// - Returns: The settings by dotted name.
  /// - Throws: `DecodingError` if the store was tampered with.
  public func settings() throws -> Settings { try Settings(json: settingsJSON) }
}

/// One worker's try at a run.
public struct AttemptRecord: Hashable, Sendable, Codable {
  /// The attempt's number, from 1.
  public var number: Int
  /// The worker's name, nil where none came to be.
  public var worker: String?
  /// The worker's process.
  public var processID: Int32?
  /// When it began, UTC as ``StoreTime`` writes it.
  public var startedAt: String
  /// When it ended, nil while it goes on.
  public var endedAt: String?
  /// How it ended, nil while it goes on.
  public var ending: AttemptEnding?
  /// Why, where the worker died; older releases wrote the last lines of the log behind it.
  public var reason: String?
  /// The status with which the worker's process exited, if it did with this attempt in hand.
  public var exitStatus: Int32?
  /// The signal that ended the worker's process, if one did with this attempt in hand.
  public var signal: Int32?
  /// The last lines of the log, where the worker's process ended.
  public var logTail: String?
}

/// How an attempt ended.
public enum AttemptEnding: String, Sendable, Codable, CaseIterable {
  /// The run ended with it.
  case finished
  /// Its worker died.
  case lost
  /// It was interrupted, and the run waits again.
  case requeued
  /// Its scheduler died, so that nobody saw its end.
  case abandoned
}
