internal import ArgumentParser
private import Foundation
private import PisteCore
private import PisteExecution
internal import PisteStore

/// `piste watch`: follows a sweep from another terminal.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Follows a sweep that goes on elsewhere, until it ends.",
    discussion: """
      Only reads the store, once a second, so the sweep is not disturbed, nor stopped by Ctrl-C \
      here. Without a name it follows whatever was swept last.

        piste watch
        piste watch sgd-vs-adam --json
      """)

  @Argument(help: "The experiment to follow (default: the one swept last).")
  var experiment: String?

  @Flag(help: "One JSON object for each change, a line each, for programs.")
  var json = false

  @OptionGroup var storeOptions: StoreOptions

  /// Looks at the terminal's size and at Ctrl-C for each look at the store.
  private static let blinks = 10
  /// Microseconds between them.
  private static let pause: UInt32 = 100_000
  /// Looks at the store for each plain line.
  private static let looksPerLine = 5

  func run() throws {
    try SignalGuard.install()
    Self.letSignalsIn()
    let location = storeOptions.location
    let store = try RunStore.openForReading(location)
    let terminal = Terminal.standardError
    let screen = !json && terminal.canMoveCursor ? LiveScreen(terminal) : nil
    var follower: SweepFollower?
    var changes = WatchChanges()
    var looks = 0
    while true {
      // Asked before the store is read, so that what a writer wrote last is read after its end.
      let writer = try RunStore.writer(of: location)
      let summary = try ExperimentChoice.one(experiment, in: store)
      if follower?.follows(summary) != true {
        follower = try SweepFollower(summary, in: store)
        changes = WatchChanges()
      }
      guard let look = try follower?.look() else { return }
      let isOver =
        writer == nil || (experiment != nil && look.snapshot.running + look.snapshot.waiting == 0)
      if json {
        for line in try changes.lines(look, isOver: isOver) { Terminal.standardOutput.write(line) }
      } else if screen == nil, !isOver, looks % Self.looksPerLine == 0 {
        terminal.write(ProgressText.line(look.snapshot))
      }
      looks += 1
      if isOver {
        screen?.stop()
        if !json { tellEnd(look.snapshot, hasWriter: writer != nil) }
        return
      }
      for _ in 0..<Self.blinks where !SignalGuard.isInterrupted {
        screen?.draw(look.snapshot)
        usleep(Self.pause)
      }
      if SignalGuard.isInterrupted {
        screen?.stop()
        throw ExitStatus.interrupted.code
      }
    }
  }

  /// Whoever started this program may have blocked the signals, and there is only this one thread.
  private static func letSignalsIn() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  private func tellEnd(_ snapshot: SweepSnapshot, hasWriter: Bool) {
    var ended = snapshot
    // Of a sweep that is over, neither is of any meaning.
    (ended.runsPerSecond, ended.secondsLeft) = (nil, nil)
    Terminal.standardError.write(ProgressText.line(ended))
    let left = snapshot.running + snapshot.waiting
    if left > 0, !hasWriter {
      Terminal.standardError.write(
        "No sweep is under way: \(NumberFormat.count(left, "run")) left to do. "
          + "Sweep the experiment again to go on.")
    }
  }
}

/// What `watch --json` prints.
private struct WatchChanges {
  private var epochs: [RunID: Int]?

  /// The lines for what is new since the last look; for the first, how things stand.
  mutating func lines(_ look: SweepFollower.Look, isOver: Bool) throws -> [String] {
    var records: [Record] = []
    let sweep = look.snapshot
    if let before = epochs {
      for run in look.endings {
        records.append(Record("finished", sweep, run.run, level: run.level, value: run.value))
        records[records.count - 1].status = run.status
        records[records.count - 1].reason = run.reason
      }
      for run in look.underWay where before[run.run] != run.epoch {
        let event = before[run.run] == nil ? "started" : "epoch"
        records.append(Record(event, sweep, run.run, level: run.level, value: run.value))
        records[records.count - 1].epoch = run.epoch
      }
    } else {
      records.append(Record("state", sweep))
    }
    if isOver { records.append(Record("ended", sweep)) }
    epochs = Dictionary(
      look.underWay.map { ($0.run, $0.epoch) }, uniquingKeysWith: { first, _ in first })
    return try records.map { try JSONLine.text($0) }
  }

  private struct Record: Encodable {
    let event: String
    let experiment: String
    let run: RunID?
    let level: String?
    var status: RunStatus?
    var reason: String?
    var epoch: Int?
    /// The selecting metric and its value.
    let metric: String
    let value: Double?
    let done: Int
    let running: Int
    let waiting: Int
    let total: Int
    let secondsLeft: Double?

    init(
      _ event: String, _ sweep: SweepSnapshot, _ run: RunID? = nil, level: String? = nil,
      value: Double? = nil
    ) {
      self.event = event
      experiment = sweep.name
      self.run = run
      self.level = level
      metric = sweep.objective.name
      self.value = value
      done = sweep.over
      running = sweep.running
      waiting = sweep.waiting
      total = sweep.total
      secondsLeft = sweep.secondsLeft
    }
  }
}
