private import Foundation
private import PisteCore
private import PisteStore

/// Times whole sweeps through the real program, store and evaluation included: 200 small runs, and
/// 10,000 that train next to nothing, which shows what a run costs beside its training.
struct SweepBenchmark {
  private static let workers = 2

  private let title: String
  private let experiment: String
  private let runs: Int
  private let repetitions: Int

  /// Runs of a size at which people compare settings.
  private static let digits = SweepBenchmark(
    title: "200 runs of 64-64-10 on digits, 5 epochs, batch 32",
    experiment: """
      name: bench
      metric: {name: val/accuracy, goal: maximize}
      seeds: 20
      settings:
        dataset: {name: digits}
        model: {hidden: [64]}
        epochs: 5
        batch_size: 32
      parameters:
        optimizer.lr: {min: 0.001, max: 1, points: 10, scale: log}
      """, runs: 200, repetitions: 5)

  /// One unit, one step.
  private static func nothing(artifacts: String) -> SweepBenchmark {
    SweepBenchmark(
      title: "10,000 runs of one unit and one step, artifacts: \(artifacts)",
      experiment: """
        name: bench
        metric: {name: val/loss, goal: minimize}
        seeds: 10000
        artifacts: \(artifacts)
        settings:
          dataset: {name: iris, validation: 0.2, test: 0}
          model: {hidden: [1]}
          epochs: 1
          batch_size: 120
        """, runs: 10_000, repetitions: 1)
  }

  /// Takes every benchmark of sweeps.
  static func runAll() throws {
    try digits.run()
    try nothing(artifacts: "none").run()
    try nothing(artifacts: "all").run()
    try PisteProgram.withTemporaryFolder(writeValues(in:))
  }

  /// Records 1,000 runs of 100 epochs as a sweep does, in groups that are on the disk before they count.
  private static func writeValues(in folder: URL) throws {
    let store = LargeStore(
      runs: 1_000,
      location: StoreLocation(directory: folder.appendingPathComponent("store").path))
    let rate = Double(store.values) / (try store.make())
    print(
      "sweep: \(store.values) metric values, fully synchronized in groups: \(Int(rate)) values/s")
  }

  /// What one sweep cost.
  private struct Sample {
    /// Wall time of the whole process, in seconds.
    let wall: Double
    /// Time that workers spent inside runs, summed, in seconds.
    let training: Double
    /// What the scheduler held of memory at most, once in the first third of the time and once over
    /// all of it, in bytes.
    let memory: (early: Int, whole: Int)
  }

  /// Sweeps into fresh stores and prints minimum, median and maximum.
  private func run() throws {
    print(
      "sweep: \(title), \(Self.workers) workers, "
        + NumberFormat.count(repetitions, "sweep") + " into fresh stores")
    // The first fills the disk cache with the program and is not counted.
    if repetitions > 1 { _ = try sample() }
    let samples = try (0..<repetitions).map { _ in try sample() }
    let count = Double(runs)
    show("wall time of the process", samples.map(\.wall))
    show("wall time a run", samples.map { $0.wall / count })
    // Start and end of the program included.
    show(
      "workers' time outside runs, a run",
      samples.map { ($0.wall * Double(Self.workers) - $0.training) / count })
    let (early, whole) = (samples.map(\.memory.early).max(), samples.map(\.memory.whole).max())
    print(
      "  the scheduler's memory              \(NumberFormat.bytes(whole ?? 0)) at most, "
        + "\(NumberFormat.bytes(early ?? 0)) in the first third of the time")
  }

  private func show(_ name: String, _ values: [Double]) {
    let sorted = values.sorted()
    let text = [sorted[0], sorted[sorted.count / 2], sorted[sorted.count - 1]]
      .map(NumberFormat.duration).joined(separator: " / ")
    let padded = name.padding(toLength: 36, withPad: " ", startingAt: 0)
    print("  \(padded)\(text)  (min / median / max)")
  }

  private func sample() throws -> Sample {
    try PisteProgram.withTemporaryFolder(sample(in:))
  }

  private func sample(in folder: URL) throws -> Sample {
    try Data(experiment.utf8).write(to: folder.appendingPathComponent("bench.yaml"))
    let start = ContinuousClock.now
    var memory: [Int] = []
    _ = try piste(
      ["sweep", "bench.yaml", "--workers", String(Self.workers), "--no-report"], in: folder
    ) { process in
      if let bytes = Self.residentBytes(of: process) { memory.append(bytes) }
    }
    let wall = (ContinuousClock.now - start) / .seconds(1)
    let early = memory.prefix(max(1, memory.count / 3)).max() ?? 0
    return Sample(
      wall: wall, training: try secondsInRuns(folder), memory: (early, memory.max() ?? 0))
  }

  private static func residentBytes(of process: Int32) -> Int? {
    let path = "/proc/\(process)/statm"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    let fields = text.split(separator: " ")
    return fields.count > 1 ? Int(fields[1]).map { $0 * Int(getpagesize()) } : nil
  }

  private func secondsInRuns(_ folder: URL) throws -> Double {
    struct Row: Decodable {
      let status: String
      let seconds: Double?
    }
    let lines = try piste(["list", "bench", "--json"], in: folder).split(separator: "\n")
    let rows = try lines.map { try JSONDecoder().decode(Row.self, from: Data($0.utf8)) }
    guard rows.count == runs, rows.allSatisfy({ $0.seconds != nil }) else {
      throw BenchmarkError("the sweep left \(rows.count) runs, not \(runs) with results")
    }
    return rows.reduce(0) { $0 + ($1.seconds ?? 0) }
  }

  /// Runs the program; `watch` is called with its process again and again until it ends.
  private func piste(
    _ arguments: [String], in folder: URL, watch: ((Int32) -> Void)? = nil
  ) throws -> String {
    let file = folder.appendingPathComponent("output")
    try Data().write(to: file)
    let process = Process()
    process.executableURL = PisteProgram.url
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardOutput = try FileHandle(forWritingTo: file)
    process.standardError = FileHandle.nullDevice
    try process.run()
    if let watch {
      while process.isRunning {
        watch(process.processIdentifier)
        usleep(20_000)
      }
    }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchmarkError("piste \(arguments[0]) ended with \(process.terminationStatus)")
    }
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }
}
