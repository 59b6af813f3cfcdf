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

  @Flag(help: "Only says what would be deleted.")
  var dryRun = false

  @Flag(help: "One JSON object, for programs.")
  var json = false

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let location = storeOptions.location
    if dryRun {
      let store = try RunStore.openForReading(location)
      let (deletion, files) = try rubbish(of: store)
      let bytes = try store.estimatedBytes(of: deletion.runs) + DiskUse.bytes(of: files.all)
      return try Reclaimed(deletion, files, bytes: bytes, dryRun: true).tell(asJSON: json)
    }
    let before = DiskUse.bytes(of: [location.directory])
    let (deletion, files) = try WritableStore.with(location, purpose: "gc") { store in
      let (deletion, files) = try rubbish(of: store)
      try store.delete(deletion)
      try files.remove()
      try store.compact()
      return (deletion, files)
    }
    let bytes = max(0, before - DiskUse.bytes(of: [location.directory]))
    try Reclaimed(deletion, files, bytes: bytes, dryRun: false).tell(asJSON: json)
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
