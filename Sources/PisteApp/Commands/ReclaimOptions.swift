internal import ArgumentParser
private import PisteCore
internal import PisteStore

/// What the commands have in common that take things out of the store.
struct ReclaimOptions: ParsableArguments {
  /// What is to go: rows, and the files that go with them.
  typealias Finder = (RunStore) throws -> (Deletion, StoreFiles)

  @Flag(help: "Only says what would be deleted.")
  var dryRun = false

  @Flag(help: "One JSON object, for programs.")
  var json = false

  @OptionGroup var storeOptions: StoreOptions

  /// The store's place.
  var location: StoreLocation { storeOptions.location }

  /// Says what would go, and about how much room it takes.
  func preview(_ find: Finder) throws {
    let store = try RunStore.openForReading(location)
    let (deletion, files) = try find(store)
    let bytes = try store.estimatedBytes(of: deletion.runs) + DiskUse.bytes(of: files.all)
    try Reclaimed(deletion, files, bytes: bytes, dryRun: true).tell(asJSON: json)
  }

  /// Takes it away and says how much room the disk got back; `purpose` is told to others who want to
  /// write meanwhile.
  func carryOut(as purpose: String, _ find: Finder) throws {
    let before = DiskUse.bytes(of: [location.directory])
    let (deletion, files) = try WritableStore.with(location, purpose: purpose) { store in
      let (deletion, files) = try find(store)
      // Rows first: files without rows are rubbish that gc finds, rows without files are not.
      try store.delete(deletion)
      try files.remove()
      try store.compact()
      return (deletion, files)
    }
    let bytes = max(0, before - DiskUse.bytes(of: [location.directory]))
    try Reclaimed(deletion, files, bytes: bytes, dryRun: false).tell(asJSON: json)
  }
}
