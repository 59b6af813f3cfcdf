private import Dispatch
private import Foundation
internal import PisteCore
internal import PisteExecution
private import Synchronization

/// Shows how a sweep goes: one line that is rewritten on a terminal, plain lines elsewhere, JSON
/// for programs.
final class ProgressDisplay: Sendable {
  /// How progress is shown.
  enum Mode: Sendable {
    /// A line for people on standard error.
    case people
    /// An object a line on standard output.
    case json
    /// Each epoch of the one run, for people.
    case epochs
  }

  private struct State {
    var lastShown = -Double.infinity
    var isLineOpen = false
    var interruptions = 0
    var epochHeading: [String] = []
  }

  private let name: String
  private let mode: Mode
  private let terminal = Terminal.standardError
  private let state = Mutex(State())
  private let newest = Mutex<SweepProgress?>(nil)
  private let queue = DispatchQueue(label: "piste.progress")

  /// Creates a display for the sweep of one experiment.
  init(name: String, mode: Mode) {
    self.name = name
    self.mode = mode
  }

  /// Shows a change; called often, and writes only as often as somebody can read.
  ///
  /// Returns at once: a terminal that does not take its text must never hold the sweep up. Of the
  /// rewritten line only the newest state matters; events are all kept until they are taken.
  func show(_ progress: SweepProgress) {
    guard case .people = mode else {
      queue.async { self.present(progress) }
      return
    }
    let isIdle = newest.withLock { newest in
      defer { newest = progress }
      return newest == nil
    }
    guard isIdle else { return }
    queue.async {
      let progress = self.newest.withLock { newest in
        defer { newest = nil }
        return newest
      }
      if let progress { self.present(progress) }
    }
  }

  private func present(_ progress: SweepProgress) {
    state.withLock { state in
      switch mode {
      case .people: showLine(progress, &state)
      case .epochs: showEpoch(progress, &state)
      case .json: showJSON(progress)
      }
      if progress.interruptions > state.interruptions {
        state.interruptions = progress.interruptions
        closeLine(&state)
        terminal.write(Self.advice(after: progress.interruptions, running: progress.running))
      }
    }
  }

  /// Takes the line away, so that a summary can take its place.
  func finish() { queue.sync { state.withLock { closeLine(&$0) } } }

  private func closeLine(_ state: inout State) {
    if state.isLineOpen { terminal.put("\r\u{1B}[K") }
    state.isLineOpen = false
  }

  private func showLine(_ progress: SweepProgress, _ state: inout State) {
    let pause = terminal.isInteractive ? 0.1 : 5
    guard progress.elapsed - state.lastShown >= pause else { return }
    state.lastShown = progress.elapsed
    let text = Self.text(progress, name: name)
    if terminal.isInteractive {
      let bar = terminal.width >= 70 ? Self.bar(progress, width: 20) + " " : ""
      terminal.put("\r\u{1B}[K" + String((bar + text).prefix(max(20, terminal.width - 1))))
      state.isLineOpen = true
    } else {
      terminal.write(text)
    }
  }

  private func showEpoch(_ progress: SweepProgress, _ state: inout State) {
    guard case .epoch(_, _, let report)? = progress.latest else { return }
    if state.epochHeading.isEmpty {
      state.epochHeading = Metric.all.filter { report.metrics[$0] != nil }
      terminal.write(Self.columns(["epoch"] + state.epochHeading))
    }
    let values = state.epochHeading.map { name in
      report.metrics[name].map { NumberFormat.significant($0, digits: 4) } ?? "–"
    }
    terminal.write(Self.columns([String(report.epoch)] + values))
  }

  private func showJSON(_ progress: SweepProgress) {
    guard let event = progress.latest, let record = ProgressRecord(event, progress, name) else {
      return
    }
    if let line = try? JSONLine.text(record) { Terminal.standardOutput.write(line) }
  }

  private static func columns(_ cells: [String]) -> String {
    cells.map { String(repeating: " ", count: max(2, 16 - $0.count)) + $0 }.joined()
  }

  /// The state of a sweep in a line.
  static func text(_ progress: SweepProgress, name: String) -> String {
    var parts = ["\(name): \(progress.done) of \(NumberFormat.count(progress.total, "run"))"]
    parts.append("\(progress.running) running")
    let diverged = progress.ended[.diverged] ?? 0
    let failed = (progress.ended[.failed] ?? 0) + (progress.ended[.lost] ?? 0)
    if diverged > 0 { parts.append("\(diverged) diverged") }
    if failed > 0 { parts.append("\(failed) failed") }
    if let rate = progress.runsPerSecond {
      parts.append(
        rate < 100
          ? "\(NumberFormat.significant(rate, digits: 2)) runs/s"
          : "\(NumberFormat.fixed(rate, digits: 0)) runs/s")
    }
    if let left = progress.secondsLeft, left > 0 {
      parts.append("\(NumberFormat.duration(left)) left")
    }
    return parts.joined(separator: ", ")
  }

  private static func bar(_ progress: SweepProgress, width: Int) -> String {
    let share = progress.total > 0 ? Double(progress.done) / Double(progress.total) : 0
    let full = min(width, Int(share * Double(width)))
    return String(repeating: "━", count: full) + String(repeating: "╌", count: width - full)
  }

  private static func advice(after interruptions: Int, running: Int) -> String {
    switch interruptions {
    case 1:
      "Stopping: \(NumberFormat.count(running, "run")) under way will be saved first. "
        + "Interrupt again not to wait for it."
    case 2: "Ending the workers. Interrupt again to kill them."
    default: "Killing the workers."
    }
  }
}

/// A change as `sweep --json` prints it.
private struct ProgressRecord: Encodable {
  let event: String
  let experiment: String
  let run: RunID
  let attempt: Int
  let epoch: Int?
  let metrics: MetricValues?
  let outcome: Outcome?
  let reason: String?
  let done: Int
  let total: Int

  init?(_ event: RunEvent, _ progress: SweepProgress, _ experiment: String) {
    var epoch: EpochReport?
    var outcome: Outcome?
    var reason: String?
    switch event {
    case .started(let run, let attempt, _, _):
      (self.event, self.run, self.attempt) = ("started", run, attempt)
    case .began(let run, let attempt, let epoch, let step):
      // Not worth a line where it begins at the beginning.
      guard step > 0 else { return nil }
      (self.event, self.run, self.attempt) = ("resumed", run, attempt)
      reason = "goes on after epoch \(epoch), step \(step)"
    case .epoch(let run, let attempt, let report):
      (self.event, self.run, self.attempt, epoch) = ("epoch", run, attempt, report)
    case .workerEnded:
      // What follows from it comes next, with the reason.
      return nil
    case .attemptLost(let run, let attempt, let why):
      (self.event, self.run, self.attempt, reason) = ("attempt-lost", run, attempt, why)
    case .requeued(let run, let attempt):
      (self.event, self.run, self.attempt) = ("requeued", run, attempt)
    case .finished(let run, let attempt, let end, _):
      (self.event, self.run, self.attempt, outcome) = ("finished", run, attempt, end)
    }
    self.experiment = experiment
    self.epoch = epoch?.epoch
    metrics = epoch?.metrics
    self.outcome = outcome
    self.reason = reason
    done = progress.done
    total = progress.total
  }
}
