import Foundation
import Testing

@Suite(.serialized) struct FollowingTests {
  private func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any], "\($0)")
    }
  }

  private func isUnderWay(_ place: Workplace) -> Bool {
    let rows = try? place.query("SELECT count(*) FROM metric_view")
    return (rows?.first?.first.flatMap(Int.init) ?? 0) > 0
  }

  @Test func aPipedSweepSpeaksInPlainLinesFromItsBeginning() throws {
    let place = try Workplace()
    try place.write(Experiments.small, to: "small.yaml")
    let sweep = try place.run("sweep", "small.yaml", "--workers", "2", "--no-report")
    #expect(sweep.status == 0, "\(sweep.errors)")
    let lines = sweep.errors.split(separator: "\n")
    #expect(lines.first?.hasPrefix("small: 0 of 16 runs, ") == true, "\(sweep.errors)")
    #expect(lines.last?.hasPrefix("small: 16 runs in ") == true, "\(sweep.errors)")
    let controls = (sweep.errors + sweep.output).unicodeScalars.filter {
      $0.properties.generalCategory == .control && $0 != "\n"
    }
    #expect(controls.isEmpty)
  }

  @Test func aSweepForProgramsTellsTheLevelOfEveryRun() throws {
    let place = try Workplace()
    try place.write(Experiments.small, to: "small.yaml")
    let sweep = try place.run("sweep", "small.yaml", "--json", "--no-report")
    let events = try objects(sweep.output)
    #expect(events.count { $0["event"] as? String == "finished" } == 16)
    #expect(events.allSatisfy { ["sgd", "adam"].contains($0["level"] as? String) })
    #expect(events.last?["done"] as? Int == 16)
    #expect(events.last?["running"] as? Int == 0)
  }

  @Test func aSweepIsFollowedFromElsewhereAndNotDisturbed() throws {
    let place = try Workplace()
    try place.write(Experiments.few, to: "few.yaml")
    // Some seconds on any machine, so that it is still there when it is looked at.
    let sweep = try place.start([
      "sweep", "few.yaml", "--workers", "2", "--no-report", "--set", "epochs=120",
    ])
    #expect(eventually(within: 60) { isUnderWay(place) })
    let watch = try place.start(["watch"])
    let programs = try place.start(["watch", "few", "--json"])

    let status = try place.run("status", "--json")
    let first = try #require(try objects(status.output).first)
    #expect(first["total"] as? Int == 4)
    let writer = try #require(first["writer"] as? [String: Any])
    #expect(writer["process_id"] as? Int == Int(sweep.processID))
    let underWay = try #require(first["under_way"] as? [[String: Any]])
    for run in underWay { #expect(run["epochs"] as? Int == 120) }

    #expect(try sweep.wait().status == 0)
    let watched = try watch.wait()
    #expect(watched.status == 0, "\(watched.errors)")
    let lines = watched.errors.split(separator: "\n")
    #expect(lines.last?.hasPrefix("few: 4 of 4 runs") == true, "\(watched.errors)")
    #expect(!watched.errors.contains("\u{1B}"))
    let records = try objects(try programs.wait().output)
    #expect(records.first?["event"] as? String == "state")
    #expect(records.last?["event"] as? String == "ended")
    #expect(records.last?["done"] as? Int == 4)
    let before = try #require(records.first?["done"] as? Int)
    #expect(records.count { $0["event"] as? String == "finished" } == 4 - before)
    #expect(try place.query("SELECT max(attempts), count(*) FROM run_view") == [["1", "4"]])
  }

  @Test func watchingASweepThatWasKilledEndsAndSaysWhatIsLeft() throws {
    let place = try Workplace()
    try place.write(Experiments.few, to: "few.yaml")
    // So long that only a signal ends it.
    let sweep = try place.start([
      "sweep", "few.yaml", "--workers", "2", "--no-report", "--set", "epochs=100000",
    ])
    #expect(eventually(within: 60) { isUnderWay(place) })
    let watch = try place.start(["watch", "few"])
    sweep.send(SIGKILL)
    #expect(try sweep.wait().status == -SIGKILL)
    let watched = try watch.wait()
    #expect(watched.status == 0)
    #expect(watched.errors.contains("No sweep is under way: "), "\(watched.errors)")
    let status = try place.run("status")
    #expect(status.status == 0)
    let running = try place.query("SELECT count(*) FROM run_view WHERE status = 'running'")
    if running != [["0"]] { #expect(status.errors.contains("left by a sweep that died")) }
    #expect(try place.run("watch", "fwe").status == 66)
  }

  @Test func controlCEndsTheWatchingAndNotTheSweep() throws {
    let place = try Workplace()
    try place.write(Experiments.long, to: "long.yaml")
    // So long that only a signal ends it, however slow the machine is.
    let sweep = try place.start([
      "sweep", "long.yaml", "--workers", "1", "--no-report", "--set", "epochs=100000",
    ])
    #expect(eventually(within: 60) { isUnderWay(place) })
    let watch = try place.start(["watch", "--json"])
    #expect(eventually(within: 20) { watch.outputSoFar.contains("\n") })
    watch.send(SIGINT)
    #expect(try watch.wait().status == 130)
    #expect(sweep.isRunning)
    sweep.send(SIGKILL)
    #expect(try sweep.wait().status == -SIGKILL)
  }

  @Test func theLogOfARunIsPrintedAndFollowedToItsEnd() throws {
    let place = try Workplace()
    try place.write(Experiments.long, to: "long.yaml")
    let sweep = try place.start(["sweep", "long.yaml", "--workers", "1", "--no-report"])
    let started = eventually(within: 60) {
      (try? place.query("SELECT status FROM run_view")) == [["running"]]
    }
    #expect(started)
    let run = try #require(try place.query("SELECT run FROM run_view").first?.first)
    let follow = try place.start(["logs", String(run.prefix(12)), "--follow"])
    #expect(try sweep.wait().status == 0)
    let followed = try follow.wait()
    #expect(followed.status == 0, "\(followed.errors)")
    #expect(followed.output == "== attempt 1 ==\n")
    #expect(try place.run("logs", run, "-n", "0").output == "")

    try place.write("one\ntwo\nthree\n", to: ".piste/logs/\(run).log")
    #expect(try place.run("logs", run).output == "one\ntwo\nthree\n")
    #expect(try place.run("logs", run, "-n", "2").output == "two\nthree\n")
    #expect(try place.run("logs", run, "-f", "-n", "1").output == "three\n")
    #expect(try place.run("logs", run, "-n", "-1").status == 64)
    #expect(try place.run("logs", "0123").status == 66)
    try FileManager.default.removeItem(atPath: place.path + "/.piste/logs/\(run).log")
    let none = try place.run("logs", run)
    #expect(none.status == 0 && none.output.isEmpty)
    #expect(none.errors.contains("has no log: it is completed"), "\(none.errors)")
  }
}
