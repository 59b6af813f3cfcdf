import Foundation
import GRDB
import PisteCore
import PisteExperiments
import PisteStore
import PisteTestSupport
import Synchronization

/// A store in a temporary folder that goes with the last copy, and a clock that ticks a second.
struct StoreSandbox {
  private let temporary: TemporaryDirectory

  init() throws { temporary = try TemporaryDirectory() }

  var folder: String { temporary.path }

  var location: StoreLocation { StoreLocation(directory: folder + "/store") }

  func write(purpose: String = "sweep test.yaml") throws -> RunStore {
    let ticks = Ticks()
    return try RunStore.openForWriting(location, purpose: purpose, clock: { ticks.next() })
  }

  /// A store with one experiment, `sample`, of these runs.
  func store(_ runs: [RunPlan], named name: String = "sample") throws -> RunStore {
    let store = try write()
    _ = try store.enqueue(Sample.experiment(name), runs)
    return store
  }
}

extension StoreSandbox {
  /// Another sandbox, whose store is the database file as it is now, without its log.
  func copyOfTheFileAlone() throws -> StoreSandbox {
    let copy = try StoreSandbox()
    try FileManager.default.createDirectory(
      atPath: copy.location.directory, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: location.databasePath, toPath: copy.location.databasePath)
    return copy
  }

  /// The rows of a query as text, for literal comparison.
  static func rows(_ sql: String, _ db: Database) throws -> [String] {
    try Row.fetchAll(db, sql: sql).map { row in
      row.databaseValues.map { $0.isNull ? "NULL" : "\($0.storage.value ?? "")" }
        .joined(separator: "|")
    }
  }

  /// The names of what is in the store's folder.
  func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: location.directory)
  }
}

/// Moments one second apart, from 2026-01-01T00:00:01.000Z.
final class Ticks: Sendable {
  private let count = Mutex(0)

  func next() -> Date {
    let seconds = count.withLock { count in
      count += 1
      return count
    }
    return Date(timeIntervalSince1970: Double(1_767_225_600 + seconds))
  }
}

enum Sample {
  /// An id whose first four digits are `number`'s.
  static func id(_ number: Int) -> RunID {
    let digits = String(number, radix: 16)
    let head = String(repeating: "0", count: 4 - digits.count) + digits
    return RunID(hex: head + String(repeating: "a", count: 60))
  }

  static func run(
    _ number: Int, id: Int? = nil, stage: Stage = .evaluate, seed: UInt64 = 1,
    level: String? = "sgd", lr: Double = 0.1
  ) -> RunPlan {
    RunPlan(
      id: Sample.id(id ?? number), number: number, stage: stage,
      configuration: "c0ffee\(id ?? number)", level: level, seed: seed,
      settings: ["optimizer.name": "sgd", "optimizer.lr": .number(lr)], dataDigest: "d1g357")
  }

  static func experiment(
    _ name: String, text: String = "name: sample\n", tags: [String] = []
  ) -> ExperimentRecord {
    let words = tags.map { "\"\($0)\"" }.joined(separator: ",")
    let told = tags.isEmpty ? "" : #","tags":[\#(words)]"#
    return ExperimentRecord(
      name: name, description: "Does it?",
      objective: Objective(name: Metric.validationAccuracy, goal: .maximize),
      manifestJSON: #"{"plannedRuns":2\#(told)}"#, sourceFile: "\(name).yaml", sourceText: text,
      tags: tags)
  }

  static let environment = SweepEnvironment(
    version: "0.1.0", coreVersion: 1, commit: "0123456789abcdef0123", dirty: true, host: "hill",
    cpu: "a processor", cores: 2, os: "Linux", blas: "OpenBLAS 0.3", swift: "6.3",
    commandLine: ["piste", "sweep", "sample.yaml"], workers: 2,
    startedAt: "2026-01-01T00:00:00.000Z")

  static func report(_ epoch: Int, loss: Double = 0.5, accuracy: Double = 0.75) -> EpochReport {
    EpochReport(
      epoch: epoch,
      metrics: MetricValues([Metric.trainLoss: loss, Metric.validationAccuracy: accuracy]))
  }

  static let summary = RunSummary(weightsHash: "0w", orderHash: "0b", seconds: 1.5)
}

extension RunStore {
  @discardableResult
  func enqueue(
    _ experiment: ExperimentRecord, _ runs: [RunPlan], retryFailed: Bool = false
  ) throws -> Enqueued {
    try enqueue(
      experiment: experiment, runs: runs, environment: Sample.environment,
      retryFailed: retryFailed)
  }

  func start(_ run: Int, attempt: Int = 1) throws {
    try record([.started(Sample.id(run), attempt: attempt, worker: "worker-1", processID: 4711)])
  }

  func finish(_ run: Int, attempt: Int = 1, _ kind: Outcome.Kind = .completed) throws {
    try record([.finished(Sample.id(run), attempt: attempt, Outcome(kind), Sample.summary)])
  }

  func status(_ run: Int) throws -> RunStatus { try self.run(matching: Sample.id(run).hex).status }

  /// The rows of a query as text, for literal comparison.
  func rows(_ sql: String) throws -> [String] { try read { try StoreSandbox.rows(sql, $0) } }
}

/// The error that `body` throws, or nil if it throws none or another kind.
func storeError(_ body: () throws -> Void) -> StoreError? {
  do {
    try body()
    return nil
  } catch {
    return error as? StoreError
  }
}
