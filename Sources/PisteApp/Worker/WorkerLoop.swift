private import Foundation
private import PisteCore
private import PisteData
internal import PisteExecution
private import PisteExperiments
private import PisteTraining

/// Trains one assignment after another, keeping the data between runs that share it.
struct WorkerLoop {
  private let channel: WorkerChannel
  private var loaded: (request: DataSetRequest, data: DataSet)?

  init(channel: WorkerChannel) { self.channel = channel }

  /// Trains a run, reports each epoch, writes the weights, and says how it ended.
  ///
  /// - Throws: what keeps the run from being trained; the worker then ends, and the scheduler
  ///   reads the reason from the run's log.
  mutating func carryOut(_ assignment: Assignment) throws {
    try channel.begin(assignment)
    let plan = assignment.plan
    if let folder = assignment.artifactsDirectory { AtomicFile.removeLeftovers(in: folder) }
    let data = try data(for: assignment)
    let start = ContinuousClock.now
    var session = try TrainingSession(plan: plan, data: data)
    if let folder = assignment.artifactsDirectory, assignment.keepsInitialWeights {
      try write(session.initialWeights(), to: folder + "/initial.safetensors")
    }
    while !session.isFinished {
      let report = try session.nextEpoch { try channel.heartbeat() }
      try channel.send(.epoch(run: plan.id, attempt: assignment.attempt, report))
    }
    if let folder = assignment.artifactsDirectory {
      try write(session.finalWeights(), to: folder + "/final.safetensors")
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    try channel.send(
      .finished(
        run: plan.id, attempt: assignment.attempt, session.outcome,
        session.summary(seconds: seconds)))
  }

  private mutating func data(for assignment: Assignment) throws -> DataSet {
    let plan = assignment.plan
    let request = DataSetRequest(
      settings: plan.settings, baseDirectory: assignment.baseDirectory)
    if let loaded, loaded.request == request, loaded.data.facts.digest == plan.dataDigest {
      return loaded.data
    }
    let cache = DataCache(directory: assignment.cacheDirectory)
    let data = try DataSets.load(request, cache: cache)
    guard data.facts.digest == plan.dataDigest else {
      throw SpecError(
        .badData, "\(request.name) has changed since the sweep was planned",
        hint: "sweep the file again: the changed data make new runs")
    }
    loaded = (request, data)
    return data
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    try AtomicFile.write(Data(bytes), to: path)
  }
}
