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
      the table that the others are rendered from. With --check the folders named (default: all \
      in reports/) are rendered again from their tables and compared; no store is needed. The exit \
      status is 1 if one is stale.

        piste report sgd-vs-adam
        piste report sgd-vs-adam --format md --output docs/comparison
        piste report --check
        piste report --check reports/sgd-vs-adam
      """)

  /// Which of the pages are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case html
    case md
  }

  @Argument(help: "Experiments; with --check, report folders.")
  var names: [String] = []

  @Option(help: "Only html or only md (default: both).")
  var format: Format?

  @Option(help: ArgumentHelp("The folder to write to (default: reports/<name>).", valueName: "dir"))
  var output: String?

  @Flag(help: "Renders again and compares, and writes nothing.")
  var check = false

  @OptionGroup var storeOptions: StoreOptions

  func validate() throws {
    if check, output != nil || format != nil {
      throw ValidationError("--check writes nothing: it takes neither --output nor --format")
    }
    if !check, names.isEmpty { throw ValidationError("name an experiment, or use --check") }
    if output != nil, names.count > 1 {
      throw ValidationError("--output takes one experiment, not \(names.count)")
    }
  }

  func run() throws {
    if check { return try checkFolders() }
    let store = try RunStore.openForReading(storeOptions.location)
    for name in names {
      let table = try TableBuilder(store: store).table(of: name)
      let folder = try ReportFolderWriter.write(
        table, to: output ?? "reports/\(name)", accepts: accepts)
      let page = format == .md ? "report.md" : "report.html"
      Terminal.standardOutput.write("\(folder)/\(page)")
    }
  }

  private func accepts(_ path: String) -> Bool {
    switch format {
    case .html: path != "report.md" && !path.hasPrefix("figures/")
    case .md: path != "report.html"
    case nil: true
    }
  }

  private func checkFolders() throws {
    let folders = try names.isEmpty ? allFolders() : names
    guard !folders.isEmpty else {
      throw NotFoundError(
        message: "there is no report to check in reports/", hint: "name the folder")
    }
    var isStale = false
    var unreadable: FileError?
    for folder in folders {
      let differences: [ReportFolder.Difference]
      do {
        differences = try ReportFolderWriter.check(folder)
      } catch let error as FileError {
        unreadable = unreadable ?? error
        Terminal.standardOutput.write("\(folder): unreadable")
        continue
      }
      isStale = isStale || !differences.isEmpty
      Terminal.standardOutput.write("\(folder): \(differences.isEmpty ? "fresh" : "stale")")
      for difference in differences {
        Terminal.standardOutput.write("  \(difference.path) \(difference.kind.rawValue)")
      }
    }
    if let unreadable { throw unreadable }
    if isStale { throw ExitStatus.failure.code }
  }

  private func allFolders() throws -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "reports")) ?? []
    return names.sorted().map { "reports/\($0)" }.filter {
      FileManager.default.fileExists(atPath: "\($0)/\(ReportFolder.source)")
    }
  }
}
