import Foundation
import PisteApp
import PisteCore
import PisteExperiments
import PisteStore
import PisteTestSupport
import Testing

@Suite struct StoreRecorderTests {
  private let folder: TemporaryDirectory
  private let store: RunStore
  private let recorder: StoreRecorder
  private let run = RunID(hex: String(repeating: "a1", count: 32))

  init() throws {
    folder = try TemporaryDirectory()
    store = try RunStore.openForWriting(
      StoreLocation(directory: folder.path + "/store"), purpose: "test")
    recorder = StoreRecorder(store: store)
    let plan = RunPlan(
      id: run, number: 1, stage: .evaluate, configuration: "c", level: nil, seed: 1,
      settings: ["optimizer.name": "sgd"], dataDigest: "d")
    let environment = SweepEnvironment(
      version: "0", coreVersion: 1, commit: nil, dirty: nil, host: "hill", cpu: "any", cores: 1,
      os: "Linux", blas: "none", swift: "any", commandLine: ["piste"], workers: 1,
      startedAt: "2026-01-01T00:00:00.000Z")
    let experiment = ExperimentRecord(
      name: "sample", description: nil,
      objective: Objective(name: Metric.validationLoss, goal: .minimize), manifestJSON: "{}",
      sourceFile: "sample.yaml", sourceText: "name: sample\n")
    _ = try store.enqueue(
      experiment: experiment, runs: [plan], environment: environment, retryFailed: false)
    try FileManager.default.createDirectory(
      atPath: store.location.artifacts(of: run), withIntermediateDirectories: true)
  }

  private var end: [RunEvent] {
    [
      .started(run, attempt: 1, worker: "worker-1", processID: 1),
      .finished(
        run, attempt: 1, Outcome(.completed, epoch: 1, step: 1),
        RunSummary(weightsHash: "0", orderHash: "0", seconds: 1)),
    ]
  }

  private func path(_ file: WeightsFile) -> String {
    "\(store.location.artifacts(of: run))/\(file.rawValue)"
  }

  // A device cannot be synced, so what leads to one stands for a disk that fails.
  @Test(arguments: WeightsFile.allCases)
  func noResultIsRecordedBeforeItsWeightsAreSafe(_ file: WeightsFile) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path(file), withDestinationPath: "/dev/null")
    #expect(throws: FileError.self) { try recorder.record(end) }
    #expect(try store.run(matching: run.hex).status == .queued)
  }

  @Test func aCheckpointGoesOnceTheResultIsThere() throws {
    try Data([1]).write(to: URL(fileURLWithPath: path(.final)))
    let checkpoint = store.location.checkpoint(of: run)
    try Data([2]).write(to: URL(fileURLWithPath: checkpoint))
    try recorder.record(end)
    #expect(try store.run(matching: run.hex).status == .completed)
    #expect(!FileManager.default.fileExists(atPath: checkpoint))
    #expect(FileManager.default.fileExists(atPath: path(.final)))
  }

  @Test func aRunThatLeavesNoWeightsLeavesNoFolder() throws {
    try recorder.record(end)
    #expect(!FileManager.default.fileExists(atPath: store.location.artifacts(of: run)))
  }
}
