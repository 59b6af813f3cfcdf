internal import ArgumentParser
private import PisteCore
private import PisteStore

/// `piste gc`: gives back what the store holds for nothing.
struct CollectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Deletes what no experiment needs any more, and gives its room back to the disk.",
    discussion: """
      That is: runs that only earlier plans had, weights and logs of runs that are gone, checkpoints \
      of runs that have a result, prepared data that no run was planned on, what was left in the \
      middle of writing, and free pages of the database. Refused while the store is in use.

        piste gc --dry-run
        piste gc
      """)

  @OptionGroup var options: ReclaimOptions

  func run() throws {
    if options.dryRun { return try options.preview(rubbish) }
    try options.carryOut(as: "gc", rubbish)
  }

  private func rubbish(of store: RunStore) throws -> (Deletion, StoreFiles) {
    let deletion = Deletion(runs: try store.orphans())
    let gone = Set(deletion.runs)
    let runs = try store.statuses().filter { !gone.contains($0.key) }
    let files = StoreFiles(
      besides: runs, data: try store.dataDigests(without: gone), at: store.location)
    return (deletion, files)
  }
}
