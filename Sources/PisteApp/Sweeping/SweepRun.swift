private import Foundation
internal import PisteCore
private import PisteExecution
internal import PisteExperiments
private import PisteReports
internal import PisteStore

/// A sweep as a command sees it: progress, summary, report, exit status.
struct SweepRun {
  let store: RunStore
  let workers: Int
  let retryFailed: Bool
  let writesReport: Bool
  let mode: ProgressDisplay.Mode
  var nice = 0

  /// Sweeps one experiment and says how it ended.
  ///
  /// `again` is the command that would go on, for who interrupts this one.
  func carryOut(_ experiment: PlannedExperiment, again: String) async throws -> ExitStatus {
    let name = experiment.plan.experiment.name
    let display = ProgressDisplay(LiveSweep(experiment.plan), mode: mode)
    defer { display.finish() }
    let crew = WorkerMemory.fitting(
      workers, experiment.plan, available: SystemFacts.availableMemory)
    if let note = crew.note { Terminal.standardError.write(note) }
    var session = SweepSession(store: store, workers: crew.workers, retryFailed: retryFailed)
    session.nice = nice
    session.onProgress = { display.show($0) }
    session.onEnqueued = { [store] runs, enqueued in
      try display.expect(runs, enqueued, in: store)
    }
    let summary = try await session.run(
      experiment.plan, baseDirectory: experiment.baseDirectory)
    display.finish()
    let terminal = Terminal.standardError
    terminal.write(Self.text(summary, name: name))
    for failure in summary.failures.prefix(5) {
      terminal.write("  run \(failure.run.short) \(failure.kind.rawValue): \(failure.reason)")
    }
    if summary.failedBefore > 0 {
      terminal.write(
        "  \(NumberFormat.count(summary.failedBefore, "run")) failed before: "
          + "--retry-failed tries again")
    }
    if summary.interrupted || SignalGuard.isInterrupted {
      terminal.write("Everything recorded is kept. To go on: \(again)")
      return .interrupted
    }
    if summary.stoppedOnFailure {
      let count = NumberFormat.count(summary.failures.count, "failure")
      terminal.write(
        "Stopped after \(count), as on_failure asks. Everything recorded is kept; to go on: \(again)"
      )
      return .failure
    }
    if writesReport { try report(on: name) }
    let isComplete = summary.failures.isEmpty && summary.failedBefore == 0
    return isComplete ? .success : .failure
  }

  private func report(on name: String) throws {
    let table = try TableBuilder(store: store).table(of: name)
    let folder = try ReportFolderWriter.write(table, to: "reports/\(name)")
    switch mode {
    case .json:
      Terminal.standardOutput.write(
        try JSONLine.text(["event": "report", "experiment": name, "path": folder]))
    case .people, .epochs:
      let output = Terminal.standardOutput
      output.write(
        Report(table).comparisonText(
          width: output.width, color: output.allowsColor, isBrief: true))
      let place = URL(fileURLWithPath: folder).appendingPathComponent("report.html").path
      Terminal.standardError.write("Report: \(place)")
    }
  }

  private static func text(_ summary: SweepSummary, name: String) -> String {
    var parts = [
      NumberFormat.count(summary.count, "run") + " in "
        + NumberFormat.duration(summary.seconds)
    ]
    for kind in Outcome.Kind.allCases where kind != .completed {
      if let count = summary.outcomes[kind] { parts.append("\(count) \(kind.rawValue)") }
    }
    if summary.cached > 0 { parts.append("\(summary.cached) done before") }
    return "\(name): " + parts.joined(separator: ", ")
  }
}
