private import Dispatch
private import Foundation
internal import PisteCore
internal import PisteExecution
private import Synchronization

/// Shows how a sweep goes: a few lines that are rewritten on a terminal, plain lines elsewhere, JSON
/// for programs.
final class ProgressDisplay: Sendable {
  /// How progress is shown.
  enum Mode: Sendable {
    /// For people on standard error.
    case people
    /// An object a line on standard output.
    case json
    /// Each epoch of the one run, for people.
    case epochs
  }

  private struct State {
    var sweep: LiveSweep
    var lastLine = -Double.infinity
    var interruptions = 0
    var epochHeading: [String] = []
  }

  /// Seconds between plain lines.
  private static let linePause = 5.0

  let name: String
  let objective: Objective
  private let mode: Mode
  private let terminal = Terminal.standardError
  private let state: Mutex<State>
  private let queue = DispatchQueue(label: "piste.progress")
  private let screen: LiveScreen?

  /// Creates a display for the sweep of one experiment.
  init(_ sweep: LiveSweep, mode: Mode) {
    name = sweep.name
    self.mode = mode
    objective = sweep.objective
    state = Mutex(State(sweep: sweep))
    screen = mode == .people && terminal.canMoveCursor ? LiveScreen(terminal) : nil
    screen?.start { [weak self] in self?.state.withLock { $0.sweep.snapshot() } }
  }

  /// Creates a display for a run that has no plan at hand.
  convenience init(name: String, mode: Mode) {
    let objective = Objective(name: Metric.trainLoss, goal: .minimize)
    self.init(LiveSweep(name: name, objective: objective), mode: mode)
  }

  /// Changes what is known of the sweep beside its events.
  func update<Value>(_ body: (inout LiveSweep) -> Value) -> Value {
    state.withLock { body(&$0.sweep) }
  }

  /// Takes in a change; called often, and writes only as often as somebody can read.
  ///
  /// Returns at once: a terminal that does not take its text must never hold the sweep up.
  func show(_ progress: SweepProgress) {
    let lines = state.withLock { state in
      if let event = progress.latest { state.sweep.take(event) }
      state.sweep.take(progress)
      return newLines(progress, &state)
    }
    guard !lines.isEmpty else { return }
    let output = mode == .json ? Terminal.standardOutput : terminal
    queue.async { lines.forEach(output.write) }
  }

  /// Takes the lines away, so that a summary can take their place.
  func finish() {
    screen?.stop()
    queue.sync {}
  }

  private func newLines(_ progress: SweepProgress, _ state: inout State) -> [String] {
    var lines: [String] = []
    switch mode {
    case .people: if screen == nil { lines += plainLine(progress, &state) }
    case .epochs: lines += epochLine(progress, &state)
    case .json: lines += jsonLine(progress, state)
    }
    if progress.interruptions > state.interruptions {
      state.interruptions = progress.interruptions
      // On the terminal it stands below the rest for as long as it is true.
      if screen == nil, let note = state.sweep.note {
        // Not among the data, so at once, and short.
        if mode == .json { queue.async { self.terminal.write(note) } } else { lines.append(note) }
      }
    }
    return lines
  }

  private func plainLine(_ progress: SweepProgress, _ state: inout State) -> [String] {
    guard progress.elapsed - state.lastLine >= Self.linePause else { return [] }
    state.lastLine = progress.elapsed
    return [ProgressText.line(state.sweep.snapshot())]
  }

  private func epochLine(_ progress: SweepProgress, _ state: inout State) -> [String] {
    guard case .epoch(_, _, let report)? = progress.latest else { return [] }
    var lines: [String] = []
    if state.epochHeading.isEmpty {
      state.epochHeading = Metric.all.filter { report.metrics[$0] != nil }
      lines.append(Self.columns(["epoch"] + state.epochHeading))
    }
    let values = state.epochHeading.map { name in
      report.metrics[name].map { NumberFormat.significant($0, digits: 4) } ?? "–"
    }
    return lines + [Self.columns([String(report.epoch)] + values)]
  }

  private func jsonLine(_ progress: SweepProgress, _ state: State) -> [String] {
    guard let event = progress.latest,
      let record = ProgressRecord(
        event, progress, experiment: name, level: state.sweep.level(of: event.run)),
      let line = try? JSONLine.text(record)
    else { return [] }
    return [line]
  }

  private static func columns(_ cells: [String]) -> String {
    cells.map { String(repeating: " ", count: max(2, 16 - $0.count)) + $0 }.joined()
  }
}

extension LiveSweep {
  /// Takes in what the sweep itself counts.
  mutating func take(_ progress: SweepProgress) {
    total = progress.total
    cached = progress.cached
    failedBefore = progress.failedBefore
    elapsed = progress.elapsed
    note = ProgressText.note(
      afterInterruptions: progress.interruptions, running: progress.running)
  }
}
