internal import ArgumentParser
private import PisteCore
private import PisteExperiments
private import PisteStore

/// `piste list`: the runs of experiments, a line each.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists runs: where each stands, what it was set to, what it reached.",
    discussion: """
      Of the settings only those are shown that differ between the runs.

        piste list
        piste list sgd-vs-adam --status diverged
        piste list sgd-vs-adam --json
      """)

  @Argument(help: "The experiments whose runs are listed (default: all).")
  var experiments: [String] = []

  @Option(
    help: "Only runs that stand so: \(RunStatus.allCases.map(\.rawValue).joined(separator: ", ")).")
  var status: StatusArgument?

  @Flag(help: "One JSON object a line, for programs.")
  var json = false

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let store = try RunStore.openForReading(storeOptions.location)
    let names = try experiments.isEmpty ? store.experiments().map(\.name) : experiments
    for (index, name) in names.enumerated() {
      let objective = try store.experiment(named: name).objective
      let runs = try store.runs(of: name).filter { status == nil || $0.status == status?.status }
      let values = try store.results(of: runs.map(\.run), metric: objective.name)
      if json {
        for run in runs {
          var record = try RunJSON(run)
          record.metric = objective.name
          record.value = values[run.run]?.value.flatMap { $0.isFinite ? $0 : nil }
          try JSONLine.write(record)
        }
      } else {
        if index > 0 { Terminal.standardOutput.write("") }
        let lines = try table(of: runs, objective: objective, values: values)
        Terminal.standardOutput.write("\(name): \(NumberFormat.count(runs.count, "run"))")
        lines.forEach(Terminal.standardOutput.write)
      }
    }
  }

  private func table(
    of runs: [RunRecord], objective: Objective, values: [RunID: RunResult]
  ) throws -> [String] {
    let settings = try runs.map { try $0.settings() }
    let keys = VaryingSettings.keys(of: settings)
    var table = TextTable(
      [("run", .left), ("#", .right), ("stage", .left), ("status", .left), ("seed", .right)]
        + keys.map { ($0, .left) } + [(objective.name, .right), ("time", .right)])
    for (run, settings) in zip(runs, settings) {
      let value = values[run.run]?.value.map { NumberFormat.significant($0, digits: 4) }
      table.add(
        [
          run.run.short, String(run.number), run.stage.rawValue, run.status.rawValue,
          String(run.seed),
        ] + keys.map { settings[$0]?.description ?? "–" } + [
          value ?? "–", run.seconds.map(NumberFormat.duration) ?? "–",
        ])
    }
    return table.lines
  }
}

/// A status as it is typed; the status itself stays free of the argument parser.
struct StatusArgument: ExpressibleByArgument {
  fileprivate let status: RunStatus

  init?(argument: String) {
    guard let status = RunStatus(rawValue: argument) else { return nil }
    self.status = status
  }
}
