internal import ArgumentParser
private import PisteCore
private import PisteStore

/// `piste status`: how far every experiment of the store is.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Shows how far the experiments of the store are.",
    discussion: """
      Works beside a running sweep.

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
    let summaries = try select(from: store.experiments())
    if json {
      for summary in summaries { Terminal.standardOutput.write(try JSONLine.text(summary)) }
      return
    }
    var table = TextTable([
      ("experiment", .left), ("done", .right), ("runs", .right), ("running", .right),
      ("diverged", .right), ("failed", .right), ("last sweep", .left),
    ])
    for summary in summaries {
      let count = { (status: RunStatus) in String(summary.counts[status] ?? 0) }
      let broken = (summary.counts[.failed] ?? 0) + (summary.counts[.lost] ?? 0)
      table.add([
        summary.name, String(summary.done), String(summary.total), count(.running),
        count(.diverged), String(broken), summary.lastSweep ?? "–",
      ])
    }
    table.lines.forEach(Terminal.standardOutput.write)
    if let holder = try RunStore.writer(of: location) {
      Terminal.standardError.write("A sweep is under way: process \(holder.processID).")
    }
  }

  private func select(from all: [ExperimentSummary]) throws -> [ExperimentSummary] {
    for name in experiments where !all.contains(where: { $0.name == name }) {
      let nearest = NearestName.among(all.map(\.name), to: name)
      throw NotFoundError(
        message: "the store has no experiment '\(name)'",
        hint: nearest.map { "did you mean '\($0)'?" } ?? "piste status lists what there is")
    }
    return experiments.isEmpty ? all : all.filter { experiments.contains($0.name) }
  }
}
