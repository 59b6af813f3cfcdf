import Foundation
import Testing

/// Trouble of the machine in the middle of a sweep: told, with its exit status, and got over.
@Suite(.serialized) struct TroubleTests {
  private static let points = """
    name: points
    seeds: 1
    settings:
      dataset: {name: csv, path: points.csv, validation: 0.2, test: 0.2}
      model: {hidden: [256, 256]}
      epochs: 4000
      batch_size: 4
    metric: {name: val/loss, goal: minimize}
    """

  private func pointsPlace() throws -> Workplace {
    let place = try Workplace()
    try place.write(Self.points, to: "points.yaml")
    let rows = (0..<400).map { "\($0),\(Double($0 * $0) / 7e4)" }
    try place.write("x,y\n" + rows.joined(separator: "\n") + "\n", to: "points.csv")
    return place
  }

  private func isRunning(_ place: Workplace, attempt: Int = 1) -> Bool {
    let rows = try? place.query("SELECT status, attempts FROM run_view")
    return rows == [["running", "\(attempt)"]]
  }

  private func move(_ place: Workplace, _ from: String, _ to: String) throws {
    try FileManager.default.moveItem(atPath: "\(place.path)/\(from)", toPath: "\(place.path)/\(to)")
  }

  @Test func aDataFileThatVanishesHaltsTheSweepAndNoRunIsToBlame() throws {
    let place = try pointsPlace()
    let sweep = try place.start(["sweep", "points.yaml", "--workers", "1", "--no-report"])
    #expect(eventually(within: 60) { isRunning(place) })
    try move(place, "points.csv", "elsewhere.csv")
    // The worker has the rows already; the next one has not.
    let worker = try #require(Workplace.workers(of: place.path).first)
    kill(worker, SIGKILL)
    let result = try sweep.wait()
    #expect(result.status == 74, "\(result.errors)")
    #expect(result.errors.contains("points.csv"), "\(result.errors)")
    #expect(try place.query("SELECT status FROM run_view") == [["queued"]])
    try move(place, "elsewhere.csv", "points.csv")
    let again = try place.run(
      "sweep", "points.yaml", "--no-report", "--set", "epochs=2")
    #expect(again.status == 0, "\(again.errors)")
  }

  @Test(arguments: [
    ("artifacts/RUN", "all", "0"), ("logs/RUN.log", "none", "0"), ("artifacts/RUN", "none", "0.01"),
  ])
  func aFileThatCannotBeWrittenHaltsTheSweep(
    obstacle: String, artifacts: String, every: String
  ) throws {
    let place = try Workplace()
    try place.write(Experiments.long + "\nartifacts: \(artifacts)\n", to: "long.yaml")
    let arguments = ["sweep", "long.yaml", "--no-report", "--set", "checkpoint.every=\(every)"]
    let first = try place.start(arguments)
    #expect(eventually(within: 60) { isRunning(place) })
    first.send(SIGKILL)
    _ = try first.wait()
    #expect(eventually(within: 10) { Workplace.workers(of: place.path).isEmpty })
    // A folder where a file is to be, a file where a folder.
    let run = try #require(try place.query("SELECT run FROM run_view").first?.first)
    let name = ".piste/" + obstacle.replacingOccurrences(of: "RUN", with: run)
    let path = "\(place.path)/\(name)"
    if FileManager.default.fileExists(atPath: path) {
      try FileManager.default.removeItem(atPath: path)
    }
    let isLog = path.hasSuffix(".log")
    let target = URL(fileURLWithPath: path)
    if isLog {
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    } else {
      try Data("in the way".utf8).write(to: target)
    }
    let result = try place.start(arguments).wait()
    #expect(result.status == 74, "\(result.errors)")
    #expect(result.errors.contains(name), "\(result.errors)")
    #expect(try place.query("SELECT status FROM run_view") == [["queued"]])
    try FileManager.default.removeItem(atPath: path)
    let again = try place.run("sweep", "long.yaml", "--no-report", "--set", "epochs=2")
    #expect(again.status == 0, "\(again.errors)")
  }

  @Test func aWorkerThatWaitsForItsDataGoesWithItsScheduler() throws {
    // The settings and the digest of a run, as a scheduler would send them, but with a file that
    // can be opened only once somebody writes it.
    let place = try pointsPlace()
    #expect(try place.run("sweep", "points.yaml", "--no-report", "--set", "epochs=1").status == 0)
    let row = try #require(
      try place.query("SELECT run, settings, data_digest, configuration FROM run_view").first)
    #expect(mkfifo(place.path + "/never.csv", 0o600) == 0)
    let settings = row[1].replacingOccurrences(of: "points.csv", with: "never.csv")
    let order = """
      {"kind":"run","assignment":{"attempt":1,"base_directory":"\(place.path)",\
      "cache_directory":"\(place.path)/.piste/cache","keeps_initial_weights":true,\
      "log_file":"\(place.path)/worker.log","recorded_epochs":0,"plan":{"configuration":"\(row[3])",\
      "dataDigest":"\(row[2])","id":"\(row[0])","number":1,"seed":1,"settings":\(settings),\
      "stage":"evaluate"}}}

      """
    let worker = Process()
    worker.executableURL = Workplace.executable
    worker.arguments = ["worker"]
    worker.currentDirectoryURL = URL(fileURLWithPath: place.path)
    let orders = Pipe()
    worker.standardInput = orders
    worker.standardOutput = FileHandle.nullDevice
    try worker.run()
    try orders.fileHandleForWriting.write(contentsOf: Data(order.utf8))
    // The log is there once the worker has taken the order; then it waits, and does not end.
    #expect(eventually(within: 30) { place.exists("worker.log") })
    usleep(200_000)
    #expect(worker.isRunning)
    try orders.fileHandleForWriting.close()
    #expect(eventually(within: 1) { !worker.isRunning })
    if worker.isRunning { kill(worker.processIdentifier, SIGKILL) }
    worker.waitUntilExit()
    #expect(worker.terminationStatus == 0)
  }

  @Test func workersThatAreToBeNiceAre() throws {
    func niceness(_ process: Int32) throws -> Int? {
      let text = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
      // Behind the name in brackets: state is the first, niceness the seventeenth.
      let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
      return Int(fields[17])
    }
    let place = try Workplace()
    try place.write(Experiments.long, to: "long.yaml")
    let sweep = try place.start(["sweep", "long.yaml", "--workers", "1", "--nice", "7"])
    #expect(eventually(within: 60) { isRunning(place) })
    let own = try #require(try niceness(getpid()))
    let worker = try #require(Workplace.workers(of: place.path).first)
    #expect(try niceness(worker) == min(19, own + 7))
    #expect(try niceness(sweep.processID) == own)
    sweep.send(SIGTERM)
    let result = try sweep.wait()
    #expect(result.errors.contains("--nice 7"), "\(result.errors)")
    #expect(try place.run("sweep", "long.yaml", "--nice", "20").status == 64)
  }
}
