private import Foundation
internal import PisteCore
internal import PisteExperiments
internal import PisteStore

/// What the store holds of a finished run, to be held against another training of it.
struct RecordedRun {
  /// The run and its place.
  let record: RunRecord
  /// Every epoch, in order.
  let epochs: [EpochReport]
  /// Every logged step, in order.
  let steps: [StepReport]
  /// Where its last attempt was carried out; nil where that is not known any more.
  let environment: SweepEnvironment?
  /// The name of the experiment's file.
  let sourceFile: String
  /// The files with its weights, by name, as far as they were kept.
  let weights: [String: [UInt8]]
  /// The files that the experiment keeps of every run.
  let expectedWeights: Set<String>

  /// Reads a run.
  ///
  /// - Parameters:
  ///   - prefix: The first digits of its id.
  ///   - store: The store that holds it.
  /// - Throws: `StoreError` for an unknown run, ``NotFoundError`` for one without a result,
  ///   ``FileError`` for weights that cannot be read.
  init(matching prefix: String, in store: RunStore) throws {
    record = try store.run(matching: prefix)
    guard record.status.isDone else {
      throw NotFoundError(
        message: "run \(record.run.short) is \(record.status.rawValue): it has no result to verify",
        hint: "sweep \(record.experiment) to the end first")
    }
    epochs = try store.epochs(of: record.run)
    steps = try store.steps(of: record.run)
    environment = try store.environment(of: record.run)
    let experiment = try store.experiment(named: record.experiment)
    sourceFile = experiment.sourceFile
    expectedWeights =
      switch try experiment.manifest().artifacts {
      case .all: Set(WeightsFile.allCases.map(\.rawValue))
      case .final: [WeightsFile.final.rawValue]
      case .none: []
      }
    var weights: [String: [UInt8]] = [:]
    for name in WeightsFile.allCases.map(\.rawValue) {
      let path = "\(store.location.artifacts(of: record.run))/\(name)"
      guard FileManager.default.fileExists(atPath: path) else { continue }
      guard let data = FileManager.default.contents(atPath: path) else {
        throw FileError(path: path, action: "read")
      }
      weights[name] = [UInt8](data)
    }
    self.weights = weights
  }

  /// The run as a worker was told it, with defaults for settings that are younger than it.
  func plan(_ settings: Settings) -> RunPlan {
    RunPlan(
      id: record.run, number: record.number, stage: record.stage,
      configuration: record.configuration, level: record.level, seed: record.seed,
      settings: settings, dataDigest: record.dataDigest)
  }

  /// The folder from which a relative path of its settings counts, as far as it can be guessed: that
  /// of the experiment's file where the sweep's command line leads to it from here, or else this one.
  var baseDirectory: String {
    let here = FileManager.default.currentDirectoryPath
    for word in environment?.commandLine ?? [] {
      let file = URL(fileURLWithPath: word, relativeTo: URL(fileURLWithPath: here))
      guard file.lastPathComponent == sourceFile,
        FileManager.default.fileExists(atPath: file.path)
      else { continue }
      return file.deletingLastPathComponent().path
    }
    return here
  }
}
