internal import Dispatch
internal import PisteCore
internal import PisteExecution
internal import PisteExperiments
internal import PisteStore
private import Synchronization

/// A store with many runs, written as a sweep writes it but without the training.
struct LargeStore {
  /// Configurations in the grid; the seeds make up the rest.
  static let configurations = 1000
  static let epochs = 100
  static let metrics = Array(Metric.all.prefix(6))

  let runs: Int
  let location: StoreLocation

  /// Values that the store holds.
  var values: Int { runs * Self.epochs * Self.metrics.count }

  private var experiment: String {
    """
    name: large
    metric: {name: val/accuracy, goal: maximize}
    compare: optimizer.name
    seeds: \(runs / Self.configurations)
    settings:
      dataset: {name: digits}
      model: {hidden: [64]}
      epochs: \(Self.epochs)
    parameters:
      optimizer:
        one_of:
          - {name: sgd, lr: {min: 0.001, max: 1, points: 25, scale: log}, momentum: {values: [0, 0.9]}}
          - {name: adam, lr: {min: 0.0001, max: 0.1, points: 50, scale: log}}
      batch_size: {values: [8, 12, 16, 24, 32, 48, 64, 96, 128, 192]}
    """
  }

  /// Makes the store and returns how many seconds the writing of the values took.
  ///
  /// - Throws: `StoreError` if something cannot be written.
  func make() throws -> Double {
    let plan = try ExperimentFile.parse(experiment, file: "large.yaml").plan { _ in
      DataSetFacts(
        name: "digits", task: .classification, features: 64,
        classes: (0...9).map(String.init), targets: 1, trainingRows: 1294, validationRows: 143,
        testRows: 360, digest: String(repeating: "d1", count: 32))
    }
    let store = try RunStore.openForWriting(location, purpose: "benchmark")
    let environment = SweepEnvironment(
      version: PisteVersion.release, coreVersion: PisteVersion.core, commit: nil, dirty: nil,
      host: "bench", cpu: "any", cores: 2, os: "Linux", blas: "none", swift: "any",
      commandLine: ["piste", "sweep", "large.yaml"], workers: 2,
      startedAt: "2026-01-01T00:00:00.000Z")
    let enqueued = try store.enqueue(
      experiment: ExperimentRecord(plan.manifest), runs: plan.initialRuns,
      environment: environment, retryFailed: false)
    let start = ContinuousClock.now
    try write(enqueued.toDo.map(\.id), to: store)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    try store.close()
    return seconds
  }

  /// Hands all events to the queue that a sweep groups its commits with.
  private func write(_ runs: [RunID], to store: RunStore) throws {
    let failure = Mutex<(any Error)?>(nil)
    let home = DispatchQueue(label: "bench.home")
    let queue = home.sync {
      RecordQueue(Recorder(store: store), home: home) { error in
        failure.withLock { $0 = error }
      }
    }
    for start in stride(from: 0, to: runs.count, by: 2) {
      home.sync {
        for event in Self.events(of: Array(runs[start..<min(start + 2, runs.count)])) {
          queue.append(event)
        }
      }
    }
    let done = DispatchSemaphore(value: 0)
    home.sync { queue.flush { done.signal() } }
    while done.wait(timeout: .now() + 1) == .timedOut {
      if let error = failure.withLock({ $0 }) { throw error }
    }
  }

  /// What two workers tell of two runs, epoch by epoch in turns.
  private static func events(of runs: [RunID]) -> [RunEvent] {
    var events = runs.enumerated().map { place, run in
      RunEvent.started(run, attempt: 1, worker: "worker-\(place + 1)", processID: 1)
    }
    for epoch in 1...epochs {
      for run in runs {
        let seed = Double(run.hex.utf8.prefix(8).reduce(0) { $0 &* 31 &+ UInt32($1) })
        let values = metrics.enumerated().map { place, name in
          (name, 1 / (1 + Double(epoch * (place + 1)) / 7 + seed / 4_294_967_296))
        }
        let report = EpochReport(
          epoch: epoch, metrics: MetricValues(Dictionary(uniqueKeysWithValues: values)))
        events.append(.epoch(run, attempt: 1, report))
      }
    }
    let summary = RunSummary(
      weightsHash: "0123456789abcdef", orderHash: "fedcba9876543210", seconds: 1.25)
    return events
      + runs.map {
        .finished($0, attempt: 1, Outcome(.completed, epoch: epochs, step: 4100), summary)
      }
  }

  /// Hands the groups to the store.
  private struct Recorder: RunRecorder {
    let store: RunStore

    func record(_ events: [RunEvent]) throws { try store.record(events) }
  }
}
