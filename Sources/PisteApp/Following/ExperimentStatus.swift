internal import Foundation
internal import PisteCore
internal import PisteStore

/// How far an experiment is.
struct ExperimentStatus: Encodable {
  let summary: ExperimentSummary
  /// The runs of all stages, those included that wait for the tuning to choose them.
  let total: Int
  /// The runs that workers have.
  let underWay: [RunUnderWay]
  /// The latest runs without a result.
  let failures: [RunEnding]
  /// Runs that ended a second since the sweep began; nil where none goes on.
  let runsPerSecond: Double?
  /// Seconds until the last run ends; nil where nothing tells.
  let secondsLeft: Double?
  /// Who writes the store.
  let writer: LockHolder?

  /// Gathers what the store tells.
  init(
    _ summary: ExperimentSummary, plannedRuns: Int, underWay: [RunUnderWay], tally: SweepTally,
    writer: LockHolder?, now: Date
  ) {
    self.summary = summary
    total = max(plannedRuns, summary.total)
    self.underWay = underWay
    failures = tally.failures
    self.writer = writer
    let start = summary.lastSweep.flatMap(StoreTime.date)
    let elapsed = start.map { now.timeIntervalSince($0) } ?? 0
    guard writer != nil, !underWay.isEmpty, elapsed > 0 else {
      (runsPerSecond, secondsLeft) = (nil, nil)
      return
    }
    let share = underWay.reduce(0.0) { $0 + $1.share }
    let over = summary.done + (summary.counts[.failed] ?? 0) + (summary.counts[.lost] ?? 0)
    let work = Double(tally.ended) + share
    runsPerSecond = tally.ended > 0 ? Double(tally.ended) / elapsed : nil
    secondsLeft = work > 0 ? max(0, Double(total - over) - share) * elapsed / work : nil
  }

  /// Runs that wait for a worker, or for the tuning to choose them.
  var waiting: Int {
    max(0, total - summary.total + (summary.counts[.queued] ?? 0))
  }

  private enum CodingKeys: String, CodingKey {
    case total, waiting, underWay, failures, runsPerSecond, secondsLeft, writer
  }

  /// Writes the summary's own fields and, beside them, what is under way.
  ///
  /// - Throws: what the encoder throws.
  func encode(to encoder: any Encoder) throws {
    try summary.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(total, forKey: .total)
    try fields.encode(waiting, forKey: .waiting)
    try fields.encode(underWay, forKey: .underWay)
    try fields.encode(failures, forKey: .failures)
    try fields.encodeIfPresent(runsPerSecond, forKey: .runsPerSecond)
    try fields.encodeIfPresent(secondsLeft, forKey: .secondsLeft)
    try fields.encodeIfPresent(writer, forKey: .writer)
  }
}

extension RunUnderWay {
  /// How much of the run is done, from 0 to 1.
  var share: Double {
    guard let epochs, epochs > 0 else { return 0 }
    return min(1, Double(epoch) / Double(epochs))
  }
}

/// How `piste status` looks.
enum StatusText {
  /// A table of the experiments, one of the runs under way, and the latest failures.
  static func lines(_ statuses: [ExperimentStatus], now: Date) -> [String] {
    let hasTags = statuses.contains { !$0.summary.tags.isEmpty }
    let hasNotes = statuses.contains { $0.summary.note != nil }
    var table = TextTable(
      [
        ("experiment", .left), ("done", .right), ("runs", .right), ("running", .right),
        ("waiting", .right), ("diverged", .right), ("failed", .right), ("lost", .right),
        ("rate", .right), ("left", .right), ("last sweep", .left),
      ] + (hasTags ? [("tags", .left)] : []) + (hasNotes ? [("note", .left)] : []))
    for status in statuses {
      let count = { (kind: RunStatus) in String(status.summary.counts[kind] ?? 0) }
      let cells = [
        status.summary.name, String(status.summary.done), String(status.total), count(.running),
        String(status.waiting), count(.diverged), count(.failed), count(.lost),
        status.runsPerSecond.map(SweepSnapshot.rate) ?? "–",
        status.secondsLeft.map(NumberFormat.duration) ?? "–", status.summary.lastSweep ?? "–",
      ]
      table.add(
        cells + (hasTags ? [status.summary.tags.joined(separator: ", ")] : [])
          + (hasNotes ? [status.summary.note ?? ""] : []))
    }
    return table.lines + underWay(statuses, now: now) + failures(statuses)
  }

  private static func underWay(_ statuses: [ExperimentStatus], now: Date) -> [String] {
    guard statuses.contains(where: { !$0.underWay.isEmpty }) else { return [] }
    var table = TextTable([
      ("running", .left), ("experiment", .left), ("level", .left), ("epoch", .right),
      ("metric", .left), ("value", .right), ("worker", .left), ("for", .right),
    ])
    for status in statuses {
      for run in status.underWay {
        let start = run.startedAt.flatMap(StoreTime.date)
        table.add([
          run.run.short, run.experiment, run.level ?? "–",
          "\(run.epoch) of \(run.epochs.map(String.init) ?? "?")", status.summary.objective.name,
          run.value.map { NumberFormat.significant($0, digits: 4) } ?? "–", run.worker ?? "–",
          start.map { NumberFormat.duration(max(0, now.timeIntervalSince($0))) } ?? "–",
        ])
      }
    }
    return [""] + table.lines
  }

  private static func failures(_ statuses: [ExperimentStatus]) -> [String] {
    let all = statuses.flatMap(\.failures)
    guard !all.isEmpty else { return [] }
    return ["", "the latest without a result"]
      + all.map { "  \($0.status.rawValue) \($0.run.short)  \(LiveBlock.reason($0.reason ?? ""))" }
  }
}
