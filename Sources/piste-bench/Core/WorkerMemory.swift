private import Foundation
private import PisteCore

/// The private memory of a worker that trains case A, looked at while a real sweep runs.
struct WorkerMemory {
  private static let experiment = """
    name: memory
    metric: {name: val/accuracy, goal: maximize}
    seeds: 1
    settings:
      dataset: {name: fashion-mnist}
      model: {hidden: [128]}
      optimizer: {name: adam, lr: 0.001}
      epochs: 3
      batch_size: 128
    """

  /// Sweeps one run with one worker and prints the most that the worker had for itself.
  func run() throws {
    try PisteProgram.withTemporaryFolder { folder in
      try Data(Self.experiment.utf8).write(to: folder.appendingPathComponent("memory.yaml"))
      let process = Process()
      process.executableURL = PisteProgram.url
      process.arguments = ["sweep", "memory.yaml", "--workers", "1", "--no-report"]
      process.currentDirectoryURL = folder
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      var (most, looks) = (0, 0)
      while process.isRunning {
        for worker in Self.children(of: process.processIdentifier) {
          guard let bytes = Self.privateBytes(of: worker) else { continue }
          most = max(most, bytes)
          looks += 1
        }
        usleep(10_000)
      }
      process.waitUntilExit()
      guard process.terminationStatus == 0, looks > 0 else {
        throw BenchmarkError("piste sweep ended with \(process.terminationStatus)")
      }
      print(
        "a worker's private memory on Fashion-MNIST, 3 epochs of A with Adam, evaluation included: "
          + "\(NumberFormat.bytes(most)) at most in \(looks) looks (the data itself is shared)")
    }
  }

  /// The processes that a process started.
  private static func children(of parent: Int32) -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { name in
      guard let process = Int32(name), let text = read("/proc/\(name)/stat"),
        let end = text.lastIndex(of: ")")
      else { return nil }
      let fields = text[end...].split(separator: " ")
      return fields.count > 2 && Int32(fields[2]) == parent ? process : nil
    }
  }

  /// What no other process shares, in bytes.
  private static func privateBytes(of process: Int32) -> Int? {
    guard let text = read("/proc/\(process)/smaps_rollup") else { return nil }
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("Private_") }
    guard !lines.isEmpty else { return nil }
    return lines.reduce(0) { sum, line in
      let fields = line.split(separator: " ")
      return sum + 1024 * (fields.count > 1 ? Int(fields[1]) ?? 0 : 0)
    }
  }

  private static func read(_ path: String) -> String? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    guard let bytes = try? file.readToEnd() else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
