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

  /// The scheduler wants the run laid aside, and it has been saved.
  private struct Paused: Error {}

  init(channel: WorkerChannel) { self.channel = channel }

  /// Trains a run, reports each epoch, writes the weights, and says how it ended; or saves it before
  /// its next step, where it is to be laid aside.
  ///
  /// - Throws: what keeps the run from being trained; the worker then ends, and the scheduler
  ///   reads the reason from the run's log.
  mutating func carryOut(_ assignment: Assignment) throws {
    try channel.begin(assignment)
    do {
      try train(assignment)
    } catch is Paused {
      try channel.send(.paused(run: assignment.plan.id, attempt: assignment.attempt))
    }
  }

  private mutating func train(_ assignment: Assignment) throws {
    let plan = assignment.plan
    for path in [assignment.artifactsDirectory, assignment.checkpointFile.map(Self.folder)] {
      if let path { AtomicFile.removeLeftovers(in: path) }
    }
    let data = try data(for: assignment)
    var start = ContinuousClock.now
    var session = try TrainingSession(plan: plan, data: data)
    if let folder = assignment.artifactsDirectory, assignment.keepsInitialWeights {
      try write(session.initialWeights(), .initial, in: folder)
    }
    var keeper = CheckpointKeeper(plan, path: assignment.checkpointFile)
    if let earlier = try resume(&session, assignment) {
      start -= .seconds(earlier.runSeconds)
      for report in earlier.reports { keeper.note(report) }
    }
    while !session.isFinished {
      let report = try session.nextEpoch { trainer, epoch in
        let now = ContinuousClock.now
        try channel.heartbeat(at: now)
        if channel.isPausing {
          try keeper.save(trainer, at: now, epoch: epoch, start: start)
          Self.log("laid aside at epoch \(trainer.epoch), step \(trainer.step)")
          throw Paused()
        }
        try keeper.offer(trainer, at: now, epoch: epoch, start: start)
      }
      try channel.send(.epoch(run: plan.id, attempt: assignment.attempt, report))
      keeper.note(report)
    }
    if let folder = assignment.artifactsDirectory {
      try write(session.finalWeights(), .final, in: folder)
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    try channel.send(
      .finished(
        run: plan.id, attempt: assignment.attempt, session.outcome,
        session.summary(seconds: seconds)))
  }

  /// Goes on from the run's checkpoint where there is a good one, and says where training begins.
  private func resume(
    _ session: inout TrainingSession, _ assignment: Assignment
  ) throws -> RunCheckpoint? {
    let (run, attempt) = (assignment.plan.id, assignment.attempt)
    let recorded = assignment.recordedEpochs
    let found =
      assignment.checkpointFile.map {
        RunCheckpoint.find(at: $0, of: run, recorded: recorded)
      } ?? .nothing
    switch found {
    case .checkpoint(let checkpoint) where session.resume(from: checkpoint):
      let trainer = checkpoint.trainer
      Self.log("resumed at epoch \(trainer.finishedEpochs + 1), step \(trainer.step)")
      try channel.send(
        .began(
          run: run, attempt: attempt, afterEpoch: min(recorded, trainer.finishedEpochs),
          step: trainer.step))
      for report in checkpoint.missing(from: recorded) {
        try channel.send(.epoch(run: run, attempt: attempt, report))
      }
      return checkpoint
    case .checkpoint: Self.log("checkpoint ignored: it does not fit the run's network")
    case .ignored(let reason): Self.log("checkpoint ignored: \(reason)")
    case .nothing: break
    }
    try channel.send(.began(run: run, attempt: attempt, afterEpoch: 0, step: 0))
    return nil
  }

  /// Writes a line into the run's log, which standard error leads to.
  private static func log(_ line: String) { Terminal.standardError.write(line) }

  private static func folder(of path: String) -> String {
    (path as NSString).deletingLastPathComponent
  }

  private mutating func data(for assignment: Assignment) throws -> DataSet {
    let plan = assignment.plan
    let request = DataSetRequest(
      settings: plan.settings, baseDirectory: assignment.baseDirectory)
    if let loaded, loaded.request == request, loaded.data.facts.digest == plan.dataDigest {
      return loaded.data
    }
    let cache = DataCache(directory: assignment.cacheDirectory)
    let data: DataSet
    do {
      data = try DataSets.load(request, cache: cache)
    } catch {
      throw error.isEnvironment ? error : VanishedData(cause: error.specError) as any Error
    }
    guard data.facts.digest == plan.dataDigest else {
      throw VanishedData(
        cause: SpecError(
          .badData, "\(request.name) has changed since the sweep was planned",
          hint: "sweep the file again: the changed data make new runs"))
    }
    loaded = (request, data)
    return data
  }

  /// Writes weights without waiting for the disk.
  ///
  /// The scheduler does, for those of many runs at once, before it records that they have ended.
  private func write(_ bytes: [UInt8], _ file: WeightsFile, in folder: String) throws {
    try AtomicFile.write(bytes, to: "\(folder)/\(file.rawValue)", syncs: false)
  }
}
