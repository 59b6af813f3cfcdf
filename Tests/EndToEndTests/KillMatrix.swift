import Foundation
import PisteCore

/// A command of a test that did not end as it must.
struct CommandFailure: Error {
  let errors: String
}

/// Sweeps that are killed at random instants until so many kills are done, each carried on until it
/// is done, and then held against one that nobody disturbed.
struct KillMatrix {
  static let experiment = """
    name: matrix
    metric: {name: val/loss, goal: minimize}
    compare: optimizer.name
    seeds: {tune: 2, evaluate: 2}
    settings:
      dataset: {name: digits, validation: 0.2, test: 0.2}
      model: {hidden: [96, 64], activation: relu, dropout: 0.1}
      epochs: 4
      batch_size: 16
      log_every_steps: 20
      checkpoint: {every: 0.02}
    parameters:
      optimizer:
        one_of:
          - {name: sgd, lr: {values: [0.01, 0.1]}, momentum: 0.9}
          - {name: adam, lr: {values: [1e-3]}}
    """

  /// Who is killed, and by what.
  enum Strike: String, CaseIterable {
    case scheduler = "KILL to the scheduler"
    case worker = "KILL to a worker"
    case all = "KILL to all"
    case terminate = "TERM to the scheduler"
    case interrupt = "INT to the scheduler"
    case interruptTwice = "INT twice"
  }

  let count: Int
  let seed: UInt64
  private(set) var strikes: [Strike: Int] = [:]
  private(set) var sweeps = 0
  private(set) var faults = SweepTrace.Faults()
  /// Workers that outlived their scheduler.
  private(set) var surprises: [String] = []
  private var random: RandomStream

  init(count: Int, seed: UInt64) {
    (self.count, self.seed) = (count, seed)
    random = RandomStream(seed: seed, purpose: "kills")
  }

  var kills: Int { strikes.values.reduce(0, +) }

  var summary: String {
    let kinds = Strike.allCases.compactMap { kind in
      strikes[kind].map { "\($0) \(kind.rawValue)" }
    }
    return "kill matrix: seed \(seed), \(kills) kills (\(kinds.joined(separator: ", "))) in "
      + "\(sweeps) sweeps: \(faults.lost.count) lost, \(faults.repeated.count) repeated, "
      + "\(faults.changed.count) changed"
  }

  mutating func run() throws {
    let calm = try Workplace()
    try calm.write(Self.experiment, to: "matrix.yaml")
    let sweep = try calm.run("sweep", "matrix.yaml", "--workers", "1", "--no-report")
    guard sweep.status == 0 else { throw CommandFailure(errors: sweep.errors) }
    let trace = try SweepTrace(of: calm, experiment: "matrix")
    while kills < count {
      let place = try Workplace()
      try place.write(Self.experiment, to: "matrix.yaml")
      while try !carryOn(place) {}
      sweeps += 1
      let found = try SweepTrace(of: place, experiment: "matrix").faults(against: trace)
      faults.lost += found.lost
      faults.repeated += found.repeated
      faults.changed += found.changed
    }
  }

  /// Sweeps once, with kills as long as there are any left; says whether nothing is left to do.
  private mutating func carryOn(_ place: Workplace) throws -> Bool {
    let sweep = try place.start([
      "sweep", "matrix.yaml", "--workers", "\(1 + random.below(3))", "--retry-failed",
      "--no-report",
    ])
    while kills < count, sweep.isRunning {
      usleep(UInt32(random.below(random.below(2) == 0 ? 60_000 : 600_000)))
      guard sweep.isRunning else { break }
      strike(sweep, place)
    }
    let result = try sweep.wait()
    // 1: a run that lost two workers failed; --retry-failed tries it again. TERM and INT themselves:
    // they came before the program had got as far as catching them.
    guard [0, 1, 130, -SIGKILL, -SIGTERM, -SIGINT].contains(result.status) else {
      throw CommandFailure(errors: "status \(result.status): \(result.errors)")
    }
    if !eventually(within: 10, { Workplace.workers(of: place.path).isEmpty }) {
      surprises.append("workers outlived their scheduler")
    }
    return result.status == 0
  }

  private mutating func strike(_ sweep: Workplace.Running, _ place: Workplace) {
    let weighted: [Strike] = [
      .scheduler, .scheduler, .scheduler, .worker, .worker, .worker, .worker, .all, .terminate,
      .interrupt, .interruptTwice,
    ]
    let strike = weighted[random.below(weighted.count)]
    let workers = Workplace.workers(of: place.path)
    switch strike {
    case .scheduler: sweep.send(SIGKILL)
    case .worker:
      guard !workers.isEmpty else { return }
      kill(workers[random.below(workers.count)], SIGKILL)
    case .all:
      for worker in workers { kill(worker, SIGKILL) }
      sweep.send(SIGKILL)
    case .terminate: sweep.send(SIGTERM)
    case .interrupt: sweep.send(SIGINT)
    case .interruptTwice:
      sweep.send(SIGINT)
      usleep(UInt32(random.below(20_000)))
      sweep.send(SIGINT)
    }
    strikes[strike, default: 0] += 1
  }
}
