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

  @OptionGroup var options: ReclaimOptions

  func run() throws {
    let location = options.location
    let reader = try RunStore.openForReading(location)
    let meant = try targets.map(reader.target)
    let find: ReclaimOptions.Finder = { store in
      let deletion = try store.deletion(of: meant)
      return (deletion, StoreFiles(of: deletion.runs, at: location))
    }
    let (preview, _) = try find(reader)
    try reader.close()
    if options.dryRun { return try options.preview(find) }
    // Asked before the lock is taken: a sweep should not wait for an answer.
    if !yes { try ask(about: preview) }
    try options.carryOut(as: CommandText.line(["delete"] + targets), find)
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
