internal import PisteCore
internal import PisteExperiments
internal import PisteStore

/// A run as commands print it with `--json`: the columns of `run_view`, settings and outcome as
/// objects.
struct RunJSON: Encodable {
  let run: RunID
  let experiment: String
  let number: Int
  let stage: Stage
  let configuration: String
  let level: String?
  let status: RunStatus
  let outcome: Outcome?
  let seed: UInt64
  let settings: Settings
  let attempts: Int
  let startedAt: String?
  let finishedAt: String?
  let seconds: Double?
  let host: String?
  let worker: String?
  let codeVersion: String?
  let dataDigest: String
  let weightsHash: String?
  let orderHash: String?
  let tags: [String]
  let note: String?
  /// The selecting metric, where a command tells its value.
  var metric: String?
  /// Its value at the last epoch; nil where there is none or it is not finite.
  var value: Double?

  /// Creates the record.
  ///
  /// Settings that have been read already need not be read again.
  ///
  /// - Throws: `DecodingError` if the store's settings are no JSON.
  init(_ record: RunRecord, settings known: Settings? = nil) throws {
    run = record.run
    experiment = record.experiment
    number = record.number
    stage = record.stage
    configuration = record.configuration
    level = record.level
    status = record.status
    outcome = record.outcome
    seed = record.seed
    settings = try known ?? record.settings()
    attempts = record.attempts
    startedAt = record.startedAt
    finishedAt = record.finishedAt
    seconds = record.seconds
    host = record.host
    worker = record.worker
    codeVersion = record.codeVersion
    dataDigest = record.dataDigest
    weightsHash = record.weightsHash
    orderHash = record.orderHash
    tags = record.tags
    note = record.note
  }
}
