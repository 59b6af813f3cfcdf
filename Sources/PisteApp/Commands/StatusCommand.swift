internal import ArgumentParser
private import Foundation
private import PisteCore
private import PisteStore

/// `piste status`: how far every experiment of the store is.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Shows how far the experiments of the store are, and what is under way.",
    discussion: """
      Works beside a running sweep; piste watch follows it.

        piste status
        piste status sgd-vs-adam --json
      """)

  @Argument(help: "Only these experiments.")
  var experiments: [String] = []

  @Flag(help: "One JSON object a line, for programs.")
  var json = false

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let location = storeOptions.location
    let store = try RunStore.openForReading(location)
    let writer = try RunStore.writer(of: location)
    let chosen = try ExperimentChoice.several(experiments, in: store)
    let underWay = Dictionary(grouping: try store.runsUnderWay(), by: \.experiment)
    let statuses = try chosen.map { summary in
      ExperimentStatus(
        summary, plannedRuns: try store.outline(of: summary.name).plannedRuns,
        underWay: underWay[summary.name] ?? [],
        tally: try store.tally(of: summary.name, since: summary.lastSweep ?? ""), writer: writer,
        now: Date())
    }
    let output = Terminal.standardOutput
    if json { return try statuses.forEach { output.write(try JSONLine.text($0)) } }
    StatusText.lines(statuses, now: Date()).forEach(output.write)
    if let writer {
      Terminal.standardError.write("The store is written by \(writer).")
    } else if statuses.contains(where: { !$0.underWay.isEmpty }) {
      Terminal.standardError.write(
        "No process writes the store: what is under way was left by a sweep that died. "
          + "Sweep the experiment again to go on.")
    }
  }
}
