internal import ArgumentParser
private import PisteReports
private import PisteStore

/// `piste compare`: the comparison in the terminal.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compares the levels of an experiment, each at its best configuration.",
    discussion: """
      The same numbers as in the report: chosen by the experiment's metric on the tuning seeds, \
      reported on the evaluation seeds.

        piste compare sgd-vs-adam
      """)

  @Argument(help: "The experiment's name.")
  var experiment: String

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let store = try RunStore.openForReading(storeOptions.location)
    let table = try TableBuilder(store: store).table(of: experiment)
    let output = Terminal.standardOutput
    output.write(Report(table).comparisonText(width: output.width, color: output.allowsColor))
  }
}
