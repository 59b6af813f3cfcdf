import Foundation
import Testing

@Suite struct SweepTests {
  @Test func aSweepRecordsExactlyThePlannedRunsAndWritesTheReport() throws {
    let place = try Workplace()
    try place.write(Experiments.small, to: "small.yaml")
    let dry = try place.run("sweep", "small.yaml", "--dry-run", "--json")
    #expect(dry.status == 0)
    let plan = try #require(
      try JSONSerialization.jsonObject(with: Data(dry.output.utf8)) as? [String: Any])
    let sweep = try place.run("sweep", "small.yaml", "--workers", "2")
    #expect(sweep.status == 0, "\(sweep.errors)")
    let count = try place.query("SELECT count(*) FROM run_view")
    #expect(count == [["16"]])
    #expect(plan["runs"] as? Int == 16)
    #expect(try place.query("SELECT DISTINCT status FROM run_view") == [["completed"]])
    for name in ["report.html", "report.md", "runs.csv", "results.json"] {
      #expect(place.exists("reports/small/\(name)"), "\(name)")
    }
    let runs = try place.query("SELECT run FROM run_view LIMIT 1")
    let run = try #require(runs.first?.first)
    #expect(place.exists(".piste/artifacts/\(run)/initial.safetensors"))
    #expect(place.exists(".piste/artifacts/\(run)/final.safetensors"))
  }

  @Test func theStoreIsOneWholeFileOnceTheSweepHasEnded() throws {
    let place = try Workplace()
    try place.write(Experiments.small, to: "small.yaml")
    #expect(try place.run("sweep", "small.yaml", "--no-report").status == 0)
    try place.write("", to: "copy/note")
    let source = place.path + "/.piste/store.sqlite"
    try FileManager.default.copyItem(atPath: source, toPath: place.path + "/copy/store.sqlite")
    #expect(try place.query("SELECT count(*) FROM run_view", store: "copy") == [["16"]])
    #expect(try place.results(store: "copy") == place.results())
  }

  @Test func sweepingAgainDoesNothingAndRendersTheSameBytes() throws {
    let place = try Workplace()
    try place.write(Experiments.small, to: "small.yaml")
    #expect(try place.run("sweep", "small.yaml").status == 0)
    let attempts = try place.query("SELECT sum(attempts) FROM run_view")
    let html = try place.read("reports/small/report.html")
    #expect(try place.run("sweep", "small.yaml", "--workers", "1").status == 0)
    #expect(try place.query("SELECT sum(attempts) FROM run_view") == attempts)
    #expect(try place.read("reports/small/report.html") == html)
    #expect(try place.run("report", "--check", "reports/small").status == 0)
    try place.write("<p>something else</p>", to: "reports/small/report.html")
    #expect(try place.run("report", "--check", "reports/small").status == 1)
  }

  @Test func resultsDoNotDependOnTheNumberOfWorkers() throws {
    let place = try Workplace()
    try place.write(Experiments.small, to: "small.yaml")
    for workers in ["1", "2", "3", "8"] {
      let sweep = try place.run(
        "sweep", "small.yaml", "--workers", workers, "--store", "store\(workers)")
      #expect(sweep.status == 0, "\(sweep.errors)")
    }
    let reference = try place.results(store: "store1")
    #expect(reference.count > 16 * 3 * 5)
    #expect(try place.results(store: "store2") == reference)
    #expect(try place.results(store: "store3") == reference)
    #expect(try place.results(store: "store8") == reference)
  }

  @Test func aLongerSeedListAddsOnlyItsOwnRuns() throws {
    let place = try Workplace()
    try place.write(Experiments.small, to: "small.yaml")
    #expect(try place.run("sweep", "small.yaml").status == 0)
    #expect(try place.run("sweep", "small.yaml", "--seeds", "3").status == 0)
    #expect(try place.query("SELECT count(*), sum(attempts) FROM run_view") == [["18", "18"]])
  }

  @Test func aDivergedRunIsAResultAndTheExitStatusStaysZero() throws {
    let place = try Workplace()
    try place.write(
      """
      name: wild
      seeds: 1
      settings:
        dataset: {name: linear-regression}
        model: {hidden: [16]}
        optimizer: {name: sgd, lr: 1000}
        epochs: 2
      metric: {name: val/loss, goal: minimize}
      """, to: "wild.yaml")
    let sweep = try place.run("sweep", "wild.yaml")
    #expect(sweep.status == 0, "\(sweep.errors)")
    let rows = try place.query(
      "SELECT status, json_extract(outcome, '$.kind'), json_extract(outcome, '$.step') FROM run_view"
    )
    #expect(rows.first?.prefix(2) == ["diverged", "diverged"])
    #expect(rows.first?.last.flatMap(Int.init) ?? 0 >= 1)
  }
}
