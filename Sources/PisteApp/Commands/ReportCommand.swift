internal import ArgumentParser
private import Foundation
private import PisteReports
private import PisteStore

/// `piste report`: the report of an experiment, or the check of reports that are there.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Renders the report of an experiment, or checks reports that are there.",
    discussion: """
      A report folder holds report.html, report.md with its figures, runs.csv, and results.json, \
      the table that the others are rendered from. Several experiments get one report more, on all \
      of them together. --format csv and latex write every table of a report to its tables/.

      These work on folders and need no store: --check renders the folders named (default: all in \
      reports/) again from their tables and compares, with exit status 1 if one is stale; --again \
      renders them again and writes; --index writes index.md and index.html, one answer a report, \
      into the folder named (default: reports), and from then on reports written there keep it fresh.

        piste report sgd-vs-adam
        piste report sgd-vs-adam --format latex
        piste report digits-adam iris-adam wine-adam --output reports/adam-everywhere
        piste report --check
        piste report --index
      """)

  /// Which of the files are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case html
    case md
    case csv
    case latex
  }

  @Argument(
    help: "Experiments; with --check or --again, report folders; with --index, their folder.")
  var names: [String] = []

  @Option(help: "Only html, only md (default: both), or the tables as csv or latex.")
  var format: Format?

  @Option(
    help: ArgumentHelp(
      "The folder to write to (default: reports/<name>; of several together, reports/together).",
      valueName: "dir"))
  var output: String?

  @Flag(help: "Renders again and compares, and writes nothing.")
  var check = false

  @Flag(help: "Renders folders again from their own tables.")
  var again = false

  @Flag(help: "Writes the index of a folder of reports.")
  var index = false

  @OptionGroup var storeOptions: StoreOptions

  func validate() throws {
    let modes = [(check, "--check"), (again, "--again"), (index, "--index")].filter(\.0).map(\.1)
    if modes.count > 1 {
      throw ValidationError("\(modes.joined(separator: " and ")) cannot be had at once")
    }
    if let mode = modes.first, output != nil || format != nil {
      throw ValidationError("\(mode) takes neither --output nor --format")
    }
    if modes.isEmpty, names.isEmpty { throw ValidationError("name an experiment, or use --check") }
    for (place, name) in names.enumerated() where names[..<place].contains(name) {
      throw ValidationError("'\(name)' is named twice")
    }
    if index, names.count > 1 { throw ValidationError("--index takes one folder") }
  }

  func run() throws {
    if check { return try ReportFolders(names).check() }
    if again { return try ReportFolders(names).render() }
    if index {
      let folder = names.first ?? "reports"
      try ReportIndexWriter.write(folder)
      return Terminal.standardOutput.write("\(folder)/\(ReportIndexWriter.names[0])")
    }
    let store = try RunStore.openForReading(storeOptions.location)
    let tables = try names.map { try TableBuilder(store: store).table(of: $0) }
    let tableFormat: TableFormat? = format == .csv ? .csv : format == .latex ? .latex : nil
    for (name, table) in zip(names, tables) {
      let folder = names.count == 1 ? output ?? "reports/\(name)" : "reports/\(name)"
      if let tableFormat {
        try ReportFolderWriter.writeTables(table, tableFormat, to: folder)
        Terminal.standardOutput.write("\(folder)/tables")
      } else {
        try ReportFolderWriter.write(table, to: folder, accepts: accepts)
        Terminal.standardOutput.write("\(folder)/\(page)")
      }
    }
    guard tables.count > 1 else { return }
    let folder = output ?? "reports/together"
    let report = StudyReport(Study(tables))
    if let tableFormat {
      try ReportFolderWriter.writeTables(report, tableFormat, to: folder)
      return Terminal.standardOutput.write("\(folder)/tables")
    }
    try ReportFolderWriter.write(report, to: folder, accepts: accepts)
    Terminal.standardOutput.write("\(folder)/\(page)")
  }

  private var page: String { format == .md ? "report.md" : "report.html" }

  private func accepts(_ path: String) -> Bool {
    switch format {
    case .html: path != "report.md" && !path.hasPrefix("figures/")
    case .md: path != "report.html"
    default: true
    }
  }
}
