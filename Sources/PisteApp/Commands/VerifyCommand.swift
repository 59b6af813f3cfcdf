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
    abstract: "Trains runs again and compares every number with the record, bit by bit.",
    discussion: """
      The run is trained in this process, from the settings, the seed and the data that the store \
      names; nothing is written. VERIFIED exits 0. DIFFERS names the first value that is not as \
      recorded, and NOT COMPARABLE what keeps the bits from being expected here, another core or \
      other kernels; both exit 1. Data that have changed exit 65, a run that is unknown or has no \
      result 66. With --sample the name is an experiment's: so many of its runs are drawn, from each \
      level in turn, the same ones every time unless --seed says otherwise.

        piste verify 3f9a1c
        piste verify 3f9a1c --json
        piste verify sgd-vs-adam --sample 5
      """)

  @Argument(
    help: ArgumentHelp(
      "The run's id, or its first digits; with --sample an experiment.", valueName: "run"))
  var name: String

  @Option(help: ArgumentHelp("So many runs of an experiment.", valueName: "n"))
  var sample: Int?

  @Option(help: ArgumentHelp("Draws another sample.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "The folder from which a relative dataset.path counts (default: the experiment file's, where "
        + "the sweep's command leads to it from here, or else this one).", valueName: "dir"))
  var folder: String?

  @Flag(help: "One JSON object a run, for programs.")
  var json = false

  @OptionGroup var storeOptions: StoreOptions

  func validate() throws {
    if let sample, sample < 1 {
      throw ValidationError("--sample takes 1 or more, not \(sample)")
    }
  }

  func run() throws {
    let store = try RunStore.openForReading(storeOptions.location)
    guard let sample else {
      guard try isVerified(name, in: store) else { throw ExitStatus.failure.code }
      return
    }
    let done = try store.runs(of: name).filter(\.status.isDone)
    let runs = RunSample.draw(sample, of: done.map { ($0.run, $0.level) }, seed: seed)
    guard !runs.isEmpty else {
      throw NotFoundError(
        message: "no run of \(name) has a result to verify", hint: "sweep it to the end first")
    }
    var verified = 0
    for run in runs where try isVerified(run.hex, in: store) { verified += 1 }
    if !json {
      let count = NumberFormat.count(runs.count, "run")
      Terminal.standardOutput.write("\(verified) of \(count) verified")
    }
    guard verified == runs.count else { throw ExitStatus.failure.code }
  }

  private func isVerified(_ run: String, in store: RunStore) throws -> Bool {
    let recorded = try RecordedRun(matching: run, in: store)
    var verifier = RunVerifier(recorded)
    let verdict = try verifier.refusal() ?? trainAgain(recorded, &verifier, store.location)
    if json {
      try JSONLine.write(verdict)
    } else {
      verdict.lines.forEach(Terminal.standardOutput.write)
    }
    return verdict.verdict == .verified
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
