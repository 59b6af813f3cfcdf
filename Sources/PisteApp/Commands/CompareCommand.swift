internal import ArgumentParser
private import PisteReports
private import PisteStore

/// `piste compare`: the comparison in the terminal.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Says which level of an experiment is best, by how much, and whether one can tell.",
    discussion: """
      The same numbers as in the report: chosen by the experiment's metric on the tuning seeds, \
      reported on the evaluation seeds; then the checks that fired, each with what would mend it. \
      With --fail-on the exit status is 1 if one of the checks named fired: H01 to H22, or all of a \
      severity (fail, warn, note, each with those above it).

        piste compare sgd-vs-adam
        piste compare sgd-vs-adam --fail-on H04,H14
        piste compare sgd-vs-adam --json
      """)

  @Argument(help: "The experiment's name.")
  var experiment: String

  @Option(
    help: ArgumentHelp(
      "Ends with 1 if one of these checks fired, as H04,H14, fail or warn.", valueName: "checks"))
  var failOn: [String] = []

  @Flag(help: "One JSON object, for programs.")
  var json = false

  @OptionGroup var storeOptions: StoreOptions

  func validate() throws { _ = try FailOn(failOn) }

  func run() throws {
    let store = try RunStore.openForReading(storeOptions.location)
    let report = Report(try TableBuilder(store: store).table(of: experiment))
    let output = Terminal.standardOutput
    if json {
      try JSONLine.write(ComparisonJSON(report))
    } else {
      output.put(report.comparisonText(width: output.width, color: output.allowsColor))
    }
    let wanted = try FailOn(failOn)
    let unchecked = wanted.unchecked(report.checks).map(\.code.rawValue)
    if !unchecked.isEmpty {
      Terminal.standardError.write(
        "not checkable, so neither passed nor fired: \(unchecked.joined(separator: ", "))")
    }
    let fired = wanted.fired(report.checks)
    guard !fired.isEmpty else { return }
    let words = fired.map { "\($0.code.rawValue) (\($0.status.rawValue))" }
    Terminal.standardError.write(
      "\(fired.count == 1 ? "a check" : "\(fired.count) checks") fired: "
        + words.joined(separator: ", "))
    throw ExitStatus.failure.code
  }
}
