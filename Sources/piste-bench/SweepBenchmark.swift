private import Foundation
private import PisteCore

/// Times whole sweeps of 200 small runs through the real program, store and evaluation included.
struct SweepBenchmark {
  private static let runs = 200
  private static let workers = 2
  private static let repetitions = 5

  private static let experiment = """
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
    """

  /// What one sweep cost.
  private struct Sample {
    /// Wall time of the whole process, in seconds.
    let wall: Double
    /// Time that workers spent inside runs, summed, in seconds.
    let training: Double
    /// Time of the workers outside runs, start and end of the program included, a run, in seconds.
    var overhead: Double {
      (wall * Double(SweepBenchmark.workers) - training) / Double(SweepBenchmark.runs)
    }
  }

  /// Sweeps into fresh stores and prints minimum, median and maximum.
  func run() throws {
    print(
      "sweep: \(Self.runs) runs of 64-64-10 on digits, 5 epochs, batch 32,"
        + " \(Self.workers) workers, \(Self.repetitions) sweeps into fresh stores")
    // The first fills the disk cache with the program and is not counted.
    _ = try sample()
    let samples = try (0..<Self.repetitions).map { _ in try sample() }
    show("wall time of the process", samples.map(\.wall))
    show("wall time a run", samples.map { $0.wall / Double(Self.runs) })
    show("workers' time outside runs, a run", samples.map(\.overhead))
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
    try Data(Self.experiment.utf8).write(to: folder.appendingPathComponent("bench.yaml"))
    let start = ContinuousClock.now
    _ = try piste(
      ["sweep", "bench.yaml", "--workers", String(Self.workers), "--no-report"], in: folder)
    let wall = (ContinuousClock.now - start) / .seconds(1)
    return Sample(wall: wall, training: try secondsInRuns(folder))
  }

  private func secondsInRuns(_ folder: URL) throws -> Double {
    struct Row: Decodable {
      let status: String
      let seconds: Double?
    }
    let lines = try piste(["list", "bench", "--json"], in: folder).split(separator: "\n")
    let rows = try lines.map { try JSONDecoder().decode(Row.self, from: Data($0.utf8)) }
    guard rows.count == Self.runs, rows.allSatisfy({ $0.seconds != nil }) else {
      throw BenchmarkError("the sweep left \(rows.count) runs, not \(Self.runs) with results")
    }
    return rows.reduce(0) { $0 + ($1.seconds ?? 0) }
  }

  private func piste(_ arguments: [String], in folder: URL) throws -> String {
    let process = Process()
    process.executableURL = PisteProgram.url
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchmarkError("piste \(arguments[0]) ended with \(process.terminationStatus)")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
