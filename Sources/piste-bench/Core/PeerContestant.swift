internal import Foundation
private import PisteCore
private import PisteTraining

/// PyTorch or JAX, in one warm Python process that trains when it is told to.
final class PeerContestant: Contestant {
  /// Which library.
  enum Library: String, CaseIterable {
    case torch, jax
  }

  private(set) var name = ""
  private let library: Library
  private let folder: URL
  private let process = Process()
  private let orders = Pipe()
  private let answers = Pipe()
  private var unread = Data()
  private var job: TrainingJob?

  /// What a line of the process says.
  private struct Answer: Decodable {
    let name: String?
    let error: String?
    let seconds: Double?
    let loss: Double?
    let variant: String?
  }

  private struct Order: Encodable {
    var action: String
    var epochs: Int
    var widths: [Int]?
    var batch: Int?
    var rows: Int?
    var inputs: String?
    var labels: String?
    var optimizer: String?
    var rate: Double?

    private enum CodingKeys: String, CodingKey {
      case action = "do"
      case epochs, widths, batch, rows, inputs, labels, optimizer, rate
    }
  }

  /// Starts the process and waits for its first line.
  ///
  /// - Parameters:
  ///   - library: Which library is to train.
  ///   - python: A Python that has it.
  ///   - folder: Where rows are written for it.
  /// - Throws: `BenchmarkError` if that Python lacks the library.
  init(_ library: Library, python: String, folder: URL) throws {
    self.library = library
    self.folder = folder
    let script = PisteProgram.folder
      .appendingPathComponent("piste_piste-bench.resources/Peers/peers.py")
    guard FileManager.default.fileExists(atPath: script.path) else {
      throw BenchmarkError("peers.py is not beside the program, in \(script.path)")
    }
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, script.path, library.rawValue]
    process.environment = ProcessInfo.processInfo.environment.merging([
      "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
      "JAX_PLATFORMS": "cpu",
      "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
    ]) { _, new in new }
    process.standardInput = orders
    process.standardOutput = answers
    try process.run()
    // Else the end of the process would not end what is read.
    try answers.fileHandleForWriting.close()
    name = try answer().name ?? library.rawValue
  }

  deinit {
    try? orders.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  func prepare(_ job: TrainingJob) throws -> Preparation {
    self.job = job
    let (inputs, labels) = try write(job)
    let warmUp = job.item.warmUp
    let found = try ask(
      Order(
        action: "prepare", epochs: warmUp, widths: job.item.widths, batch: job.item.batch,
        rows: job.rows.facts.trainingRows, inputs: inputs.path, labels: labels.path,
        optimizer: job.optimizer, rate: job.rate))
    return Preparation(epoch: found.seconds / Double(warmUp), loss: found.loss)
  }

  func train(epochs: Int) throws -> (seconds: Double, loss: Double) {
    try ask(Order(action: "train", epochs: epochs))
  }

  private func ask(_ order: Order) throws -> (seconds: Double, loss: Double) {
    try orders.fileHandleForWriting.write(
      contentsOf: JSONEncoder().encode(order) + Data("\n".utf8))
    let answer = try answer()
    guard let seconds = answer.seconds, let loss = answer.loss else {
      throw BenchmarkError("\(name) answered without a time")
    }
    return (seconds, loss)
  }

  private func answer() throws -> Answer {
    while !unread.contains(UInt8(ascii: "\n")) {
      let more = answers.fileHandleForReading.availableData
      guard !more.isEmpty else {
        throw BenchmarkError(
          "the Python process for \(library.rawValue) ended; --peers needs the path of a Python 3 "
            + "that has numpy, torch and jax")
      }
      unread += more
    }
    let line = unread.prefix { $0 != UInt8(ascii: "\n") }
    unread = Data(unread.dropFirst(line.count + 1))
    let answer = try JSONDecoder().decode(Answer.self, from: Data(line))
    if let error = answer.error {
      throw BenchmarkError(
        "\(name.isEmpty ? library.rawValue : name): \(error); --peers needs the path of a Python 3 "
          + "that has numpy, torch and jax")
    }
    return answer
  }

  /// Writes the rows where the process reads them, once for all optimizers.
  private func write(_ job: TrainingJob) throws -> (inputs: URL, labels: URL) {
    let inputs = folder.appendingPathComponent("\(job.item.name).f32")
    let labels = folder.appendingPathComponent("\(job.item.name).i32")
    guard !FileManager.default.fileExists(atPath: labels.path) else { return (inputs, labels) }
    let rows = job.rows.data.training
    guard let x = rows.inputs, let y = rows.labels else {
      throw BenchmarkError("case \(job.item.name) has no labelled rows")
    }
    try Data(bytes: x, count: 4 * rows.count * rows.inputWidth).write(to: inputs)
    try Data(bytes: y, count: 4 * rows.count).write(to: labels)
    return (inputs, labels)
  }
}
