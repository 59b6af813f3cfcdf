internal import ArgumentParser
private import Foundation
private import PisteCatalog
private import PisteCore
private import PisteData
private import PisteExperiments
private import PisteStore

/// `piste verify`: trains a run again and compares it with its record, bit by bit.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Trains a run again and compares every number with the record, bit by bit.",
    discussion: """
      The run is trained in this process, from the settings, the seed and the data that the store \
      names; nothing is written. VERIFIED exits 0. DIFFERS names the first value that is not as \
      recorded, and NOT COMPARABLE what keeps the bits from being expected here, another core or \
      other kernels; both exit 1. Data that have changed exit 65, a run that is unknown or has no \
      result 66.

        piste verify 3f9a1c
        piste verify 3f9a1c --json
      """)

  @Argument(help: ArgumentHelp("The run's id, or its first digits.", valueName: "run"))
  var prefix: String

  @Option(
    help: ArgumentHelp(
      "The folder from which a relative dataset.path counts (default: the experiment file's, where "
        + "the sweep's command leads to it from here, or else this one).", valueName: "dir"))
  var folder: String?

  @Flag(help: "One JSON object, for programs.")
  var json = false

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let store = try RunStore.openForReading(storeOptions.location)
    let recorded = try RecordedRun(matching: prefix, in: store)
    var verifier = RunVerifier(recorded)
    let verdict = try verifier.refusal() ?? trainAgain(recorded, &verifier, store.location)
    if json {
      try JSONLine.write(verdict)
    } else {
      verdict.lines.forEach(Terminal.standardOutput.write)
    }
    if verdict.verdict != .verified { throw ExitStatus.failure.code }
  }

  private func trainAgain(
    _ recorded: RecordedRun, _ verifier: inout RunVerifier, _ location: StoreLocation
  ) throws -> Verdict {
    let known = try recorded.record.settings()
    let base = folder.map { URL(fileURLWithPath: $0).path } ?? recorded.baseDirectory
    let request = DataSetRequest(settings: known, baseDirectory: base)
    let data = try Self.withCache(location) { try DataSets.load(request, cache: $0) }
    guard data.facts.digest == recorded.record.dataDigest else {
      throw SpecError(
        .badData, "\(request.name) is not what run \(recorded.record.run.short) learned from",
        hint: "its data have changed, or --folder leads to others")
    }
    let settings = Catalog.complete(known, facts: data.facts)
    let plan = recorded.plan(settings)
    if let mismatch = verifier.mismatch(plan.idOfContent(facts: data.facts)) { return mismatch }
    var session = try TrainingSession(plan: plan, data: data)
    let terminal = Terminal.standardError
    let isShown = terminal.isInteractive && !json
    let total = recorded.epochs.count
    defer { if isShown { terminal.put("\r\u{1B}[K") } }
    return verifier.verify(&session) { epoch in
      if isShown { terminal.put("\r\u{1B}[Kepoch \(epoch) of \(total)") }
    }
  }

  /// Uses the store's prepared data, or a folder that goes again where the store cannot be written.
  private static func withCache<Value>(
    _ location: StoreLocation, _ body: (DataCache) throws -> Value
  ) throws -> Value {
    guard !FileManager.default.isWritableFile(atPath: location.directory) else {
      return try body(DataCache(directory: location.cacheDirectory))
    }
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("piste-verify-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    return try body(DataCache(directory: scratch.path))
  }
}
