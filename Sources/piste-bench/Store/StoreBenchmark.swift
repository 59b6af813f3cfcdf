private import Foundation
private import PisteCore
private import PisteStore

/// Times writing a large store, and the commands that read it.
struct StoreBenchmark {
  private static let repetitions = 5

  private var runs = 10_000
  private var folder: String?

  /// Reads the words behind `store`.
  ///
  /// - Throws: `UsageError`.
  init(_ arguments: [String]) throws {
    var words = arguments[...]
    while let word = words.popFirst() {
      switch (word, words.popFirst()) {
      case ("--runs", let text?):
        let step = LargeStore.configurations
        guard let number = Int(text), number >= step, number % step == 0 else {
          throw UsageError("--runs takes a multiple of \(step), not '\(text)'")
        }
        runs = number
      case ("--folder", let path?): folder = path
      default: throw UsageError("store takes --runs N and --folder DIR, not '\(word)'")
      }
    }
  }

  /// Makes the store, or takes the one in `--folder`, and prints what was measured.
  func run() throws {
    if let folder {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      return try run(in: URL(fileURLWithPath: folder))
    }
    try PisteProgram.withTemporaryFolder(run(in:))
  }

  private func run(in folder: URL) throws {
    let location = StoreLocation(directory: folder.appendingPathComponent("store").path)
    let store = LargeStore(runs: runs, location: location)
    print(
      "store: \(runs) runs, \(LargeStore.epochs) epochs, \(LargeStore.metrics.count) metrics:"
        + " \(store.values) values")
    if !FileManager.default.fileExists(atPath: location.databasePath) {
      let seconds = try store.make()
      let rate = Int(Double(store.values) / seconds)
      show("written durably, as in a sweep", "\(rate) values/s")
    }
    let facts = try FileManager.default.attributesOfItem(atPath: location.databasePath)
    let bytes = Double((facts[.size] as? Int) ?? 0) / Double(store.values)
    show("size of the database", NumberFormat.fixed(bytes, digits: 1) + " bytes a value")
    let words = ["--store", location.directory]
    for command in [
      ["status"], ["list"], ["list", "large", "optimizer.name=adam", "lr<0.01"],
      ["list", "val/accuracy>0.01", "sort:-val/accuracy", "limit:20"], ["list", "--json"],
    ] {
      try time(command + words, in: folder)
    }
    try time(["report", "large", "--output", "report"] + words, in: folder, repetitions: 1)
  }

  private func time(_ words: [String], in folder: URL, repetitions: Int = Self.repetitions) throws {
    let samples = try (0..<repetitions).map { _ in
      let start = ContinuousClock.now
      try piste(words, in: folder)
      return (ContinuousClock.now - start) / .seconds(1)
    }.sorted()
    let text = [samples[0], samples[samples.count / 2], samples[samples.count - 1]]
      .map(NumberFormat.duration).joined(separator: " / ")
    let name = "piste " + words.prefix { $0 != "--store" }.joined(separator: " ")
    show(name, text + "  (min / median / max)")
  }

  private func show(_ name: String, _ value: String) {
    let padded = name.count < 58 ? name.padding(toLength: 58, withPad: " ", startingAt: 0) : name
    print("  \(padded)\(value)")
  }

  private func piste(_ arguments: [String], in folder: URL) throws {
    let process = Process()
    process.executableURL = PisteProgram.url
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchmarkError("piste \(arguments[0]) ended with \(process.terminationStatus)")
    }
  }
}
