import Foundation
import GRDB
import PisteTestSupport
import Synchronization

/// A folder in which the real program runs, as a user would run it.
struct Workplace {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  var path: String { folder.path }

  /// What a command left behind.
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// A command under way.
  final class Running: Sendable {
    private let process: Mutex<Process>
    private let output: Mutex<FileHandle>
    private let errors: Mutex<FileHandle>
    let processID: Int32

    private let outputPath: String

    fileprivate init(_ process: consuming sending Process, output: String, errors: String) throws {
      try process.run()
      outputPath = output
      processID = process.processIdentifier
      self.output = Mutex(try FileHandle(forReadingFrom: URL(fileURLWithPath: output)))
      self.errors = Mutex(try FileHandle(forReadingFrom: URL(fileURLWithPath: errors)))
      self.process = Mutex(process)
    }

    func send(_ signal: Int32) { kill(processID, signal) }

    /// What it has printed until now.
    var outputSoFar: String {
      String(decoding: FileManager.default.contents(atPath: outputPath) ?? Data(), as: UTF8.self)
    }

    var isRunning: Bool { process.withLock { $0.isRunning } }

    func wait() throws -> Result {
      let (status, reason) = process.withLock { process in
        process.waitUntilExit()
        return (process.terminationStatus, process.terminationReason)
      }
      return Result(
        status: reason == .exit ? status : -status,
        output: try output.withLock {
          String(decoding: try $0.readToEnd() ?? Data(), as: UTF8.self)
        },
        errors: try errors.withLock {
          String(decoding: try $0.readToEnd() ?? Data(), as: UTF8.self)
        })
    }
  }

  /// The program that stands beside the tests.
  static let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("piste")

  /// Starts the program, or another that is to start it, as `setpriv`.
  func start(_ arguments: [String], through launcher: [String] = []) throws -> Running {
    let process = Process()
    let words = launcher + [Self.executable.path] + arguments
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    process.currentDirectoryURL = folder.url
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PISTE_STORE": "", "NO_COLOR": "1"]) { $1 }
    let name = UUID().uuidString
    let output = try folder.write("", to: "streams/\(name).out")
    let errors = try folder.write("", to: "streams/\(name).err")
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    return try Running(process, output: output, errors: errors)
  }

  func run(_ arguments: String...) throws -> Result { try start(arguments).wait() }

  func write(_ text: String, to name: String) throws {
    _ = try folder.write(text, to: name)
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.url.appendingPathComponent(name).path)
  }

  func read(_ name: String) throws -> Data {
    try Data(contentsOf: folder.url.appendingPathComponent(name))
  }

  /// The names in a folder, sorted; none where there is no such folder.
  func names(in folder: String) throws -> [String] {
    guard exists(folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(
      atPath: self.folder.url.appendingPathComponent(folder).path
    ).sorted()
  }

  /// Rows of a query on the store, each as the text of its columns.
  func query(_ sql: String, store: String = ".piste") throws -> [[String]] {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    let path = folder.url.appendingPathComponent("\(store)/store.sqlite").path
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    return try queue.read { db in
      try Row.fetchAll(db, sql: sql).map { row in
        row.databaseValues.map { String(describing: $0.storage.value ?? "NULL") }
      }
    }
  }

  /// Changes the store behind the program's back.
  func tamper(_ sql: String) throws {
    let path = folder.url.appendingPathComponent(".piste/store.sqlite").path
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }

  /// Everything a sweep's result consists of, times, attempts, workers and hosts aside.
  func results(store: String = ".piste") throws -> [[String]] {
    try query(
      """
      SELECT v.run, v.number, v.stage, v.level, v.status, v.seed, v.settings, v.weights_hash,
        v.order_hash, m.epoch, m.step, m.metric, m.value
      FROM run_view v LEFT JOIN metric_view m USING (run, experiment)
      WHERE m.metric IS NULL OR m.metric <> 'seconds'
      ORDER BY v.number, m.epoch, m.step, m.metric
      """, store: store)
  }

  /// Worker processes that were started by the process `parent` or lost it.
  static func workers(of marker: String) -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap(Int32.init).filter { id in
      guard let line = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(id)/cmdline")),
        line.split(separator: 0).dropFirst().first == Data("worker".utf8),
        let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(id)/cwd")
      else { return false }
      return folder.hasPrefix(marker)
    }
  }
}

/// Waits until `condition` holds; says whether it ever did.
func eventually(within seconds: Double, _ condition: () throws -> Bool) rethrows -> Bool {
  let end = Date().addingTimeInterval(seconds)
  while Date() < end {
    if try condition() { return true }
    usleep(10_000)
  }
  return try condition()
}

/// Does what waits for processes on a thread of its own.
///
/// The threads that tests run on are as few as the processors, and other tests' tasks need them:
/// a test that holds one for seconds makes those fail that watch processes end.
func aside<Value: Sendable>(
  _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
  }
}
