internal import ArgumentParser
private import PisteCore
private import PisteStore

/// `piste delete`: takes experiments and runs out of the store, with their files.
struct DeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Deletes experiments or runs, with their weights and logs.",
    discussion: """
      A run that another experiment has, too, stays unless it is named itself. Asks first on a \
      terminal; elsewhere --yes must be given. Refused while the store is in use. Sweeping the \
      experiment's file again trains the runs anew. Reports are left alone.

        piste delete sgd-vs-adam
        piste delete 3f9a1c 77b0e2 --yes
        piste delete sgd-vs-adam --dry-run
      """)

  @Argument(
    help: ArgumentHelp("Names of experiments, or the first digits of runs.", valueName: "target"))
  var targets: [String]

  @Flag(help: "Does not ask.")
  var yes = false

  @Flag(help: "Only says what would be deleted.")
  var dryRun = false

  @Flag(help: "One JSON object, for programs.")
  var json = false

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let location = storeOptions.location
    let reader = try RunStore.openForReading(location)
    let meant = try targets.map(reader.target)
    let preview = try reader.deletion(of: meant)
    if dryRun {
      let files = StoreFiles(of: preview.runs, at: location)
      let bytes = try reader.estimatedBytes(of: preview.runs) + DiskUse.bytes(of: files.all)
      return try Reclaimed(preview, files, bytes: bytes, dryRun: true).tell(asJSON: json)
    }
    try reader.close()
    // Asked before the lock is taken: a sweep should not wait for an answer.
    if !yes { try ask(about: preview) }
    let before = DiskUse.bytes(of: [location.directory])
    let words = CommandText.line(["delete"] + targets)
    let (deletion, files) = try WritableStore.with(location, purpose: words) { store in
      let deletion = try store.deletion(of: meant)
      // Rows first: files without rows are rubbish that gc finds, rows without files are not.
      try store.delete(deletion)
      let files = StoreFiles(of: deletion.runs, at: location)
      try files.remove()
      try store.compact()
      return (deletion, files)
    }
    let bytes = max(0, before - DiskUse.bytes(of: [location.directory]))
    try Reclaimed(deletion, files, bytes: bytes, dryRun: false).tell(asJSON: json)
  }

  private func ask(about deletion: Deletion) throws {
    let what =
      (deletion.experiments.map { "experiment \($0)" }
      + [NumberFormat.count(deletion.runs.count, "run")]).joined(separator: ", ")
    guard Terminal.standardInput.isInteractive else {
      throw ValidationError("this would delete \(what): add --yes, or --dry-run to see more")
    }
    Terminal.standardError.put("Delete \(what) for good? [y/N] ")
    let answer = readLine()?.lowercased() ?? ""
    guard answer == "y" || answer == "yes" else {
      Terminal.standardError.write("Nothing was deleted.")
      throw ExitStatus.failure.code
    }
  }
}
