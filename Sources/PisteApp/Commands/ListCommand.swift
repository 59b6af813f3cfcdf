internal import ArgumentParser
private import PisteCore
private import PisteStore

/// `piste list`: the runs of experiments, a line each.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists runs: where each stands, what it was set to, what it reached.",
    discussion: """
      Of the settings only those are shown that differ between the runs.

      Words with =, !=, <, <=, >, >=, ~ (contains) or !~ choose runs; all must hold, and OR between \
      words starts an alternative. Several values, after one another or in commas, mean any of \
      them. A field is a setting, by the end of its name where only one ends so; a metric at the \
      run's last epoch; or one of \
      \(ListColumn.allCases.map(\.rawValue).joined(separator: ", ")). Numbers are compared as \
      numbers. sort:FIELD and sort:-FIELD (largest first) give the order, limit:N the count.

        piste list
        piste list sgd-vs-adam status=diverged
        piste list optimizer.name=adam 'lr<0.01' sort:-val/accuracy limit:20
        piste list status=failed,lost OR 'seconds>60'
        piste list tag=keep 'note~draft' seed=3
        piste list sgd-vs-adam --json
      """)

  @Argument(
    help: ArgumentHelp(
      "Experiments (default: all), and words that choose and sort runs.", valueName: "word"))
  var words: [String] = []

  @Option(
    help: "Only runs that stand so: \(RunStatus.allCases.map(\.rawValue).joined(separator: ", ")).")
  var status: StatusArgument?

  @Flag(help: "One JSON object a line, for programs.")
  var json = false

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    var filter = try RunFilter(words)
    if let status { filter = filter.restricted(toStatus: status.status.rawValue) }
    let store = try RunStore.openForReading(storeOptions.location)
    let listing = try RunListing(store, filter)
    if json {
      return try writeJSON(listing.groups.flatMap(\.entries))
    }
    let texts = listing.groups.map { group in
      let title = group.experiment ?? "all experiments"
      let heading = "\(title): \(NumberFormat.count(group.entries.count, "run"))"
      return ([heading] + RunTable.lines(group.entries, isMixed: group.experiment == nil))
        .joined(separator: "\n") + "\n"
    }
    Terminal.standardOutput.put(texts.joined(separator: "\n"))
  }

  private func writeJSON(_ entries: [RunListing.Entry]) throws {
    let pieces = try ConcurrentPieces.map(entries.count, size: Self.pieceSize) { places in
      try entries[places].map { entry in
        var record = try RunJSON(entry.record, settings: entry.settings)
        record.metric = entry.objective.name
        record.value = entry.value
        return try JSONLine.text(record) + "\n"
      }.joined()
    }
    for piece in pieces { Terminal.standardOutput.put(piece) }
  }

  /// Runs that a thread writes at a time.
  private static let pieceSize = 256
}

/// A status as it is typed; the status itself stays free of the argument parser.
struct StatusArgument: ExpressibleByArgument {
  fileprivate let status: RunStatus

  init?(argument: String) {
    guard let status = RunStatus(rawValue: argument) else { return nil }
    self.status = status
  }
}
