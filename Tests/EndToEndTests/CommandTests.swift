import Foundation
import Testing

@Suite struct CommandTests {
  @Test(arguments: [
    "sweep", "train", "status", "list", "show", "compare", "report", "export", "explain", "doctor",
    "verify", "watch", "logs", "tag", "note", "delete", "gc",
  ])
  func everyCommandHasHelpWithAnExample(command: String) throws {
    let result = try Workplace().run(command, "--help")
    #expect(result.status == 0)
    #expect(result.output.contains("USAGE: piste \(command)"))
    #expect(result.output.contains("  piste \(command)"), "no example")
  }

  @Test(
    arguments: [
      (["sweep"], 64), (["nonsense"], 64), (["sweep", "x.yaml", "--workers", "0"], 64),
      (["sweep", "nowhere.yaml"], 65), (["status"], 66), (["show", "abc"], 66),
      (["verify", "abc"], 66),
      (["compare", "nothing"], 66), (["status", "--store", ""], 64), (["explain", "nonsense"], 64),
      (["tag", "nothing", "+word"], 66), (["tag", "x", "word"], 64), (["tag", "+word"], 64),
      (["note", "nothing", "text"], 66), (["delete", "nothing"], 66), (["delete"], 64),
      (["gc"], 66), (["list", "lr<"], 66), (["list", "OR"], 64), (["list", "limit:none"], 64),
      (["doctor"], 0),
    ] as [([String], Int32)])
  func exitStatusSaysWhatHappened(arguments: [String], status: Int32) throws {
    let result = try Workplace().start(arguments).wait()
    #expect(result.status == status, "\(result.errors)")
    if status != 0 { #expect(!result.errors.isEmpty) }
  }

  @Test func explainTellsADefinitionOnceAndWhatAllSchedulesHave() throws {
    let place = try Workplace()
    let test = try place.run("explain", "dataset.test").output.split(separator: "\n")
    #expect(test.count { $0.hasPrefix("  dataset.test:") } == 2)
    for names in [["schedule"], ["schedule", "cosine"]] {
      let text = try place.start(["explain"] + names).wait().output
      for key in ["schedule.unit", "schedule.warmup", "schedule.warmup_start"] {
        #expect(text.contains("  \(key):"), "\(names) \(key)")
      }
    }
    #expect(try place.run("explain", "batch").output.contains("arXiv:1502.03167"))
  }

  @Test func theSchemaOfFilesIsPrintedAsJSON() throws {
    let result = try Workplace().run("explain", "--json-schema")
    #expect(result.status == 0, "\(result.errors)")
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    #expect(try Workplace().start(["explain", "adam", "--json-schema"]).wait().status == 64)
  }

  @Test func aDrawnSweepRunsAndWhatItsFileSaysInVainIsNoted() throws {
    let place = try Workplace()
    try place.write(
      """
      program: train.py
      name: drawn
      method: random
      samples: 3
      settings: {dataset: iris, epochs: 1}
      parameters: {optimizer.lr: {min: 1e-3, max: 1e-1, scale: log}}
      """, to: "drawn.yaml")
    let result = try place.run("sweep", "drawn.yaml")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("drawn.yaml:1:1: note: `program` is not honored"))
    #expect(result.errors.contains("  hint: what the program would train"))
    let runs = try place.query("SELECT run FROM run_view ORDER BY number")
    #expect(runs.count == 3)
    // A longer draw adds to these.
    let more = try place.run("sweep", "drawn.yaml", "--seeds", "2")
    #expect(more.status == 0, "\(more.errors)")
    #expect(try place.query("SELECT run FROM run_view").count == 6)
  }

  @Test func recordsCanBeListedShownComparedAndExported() throws {
    let place = try Workplace()
    try place.write(Experiments.small, to: "small.yaml")
    #expect(try place.run("sweep", "small.yaml", "--no-report").status == 0)
    #expect(!place.exists("reports"))
    let run = try #require(try place.query("SELECT run FROM run_view").first?.first)
    let counts = try place.run("status", "--json")
    #expect(counts.output.contains("\"counts\":{\"completed\":16}"), "\(counts.output)")
    let status = try place.run("status")
    #expect(status.output.contains("small") && status.output.contains("16"))
    #expect(try place.run("list", "small").output.contains(run.prefix(10)))
    let show = try place.run("show", String(run.prefix(10)))
    #expect(show.output.contains(run) && show.output.contains("val/accuracy"))
    let compare = try place.run("compare", "small")
    #expect(compare.output.contains("sgd") && compare.output.contains("adam"))
    let csv = try place.run("export", "small", "--format", "csv")
    let lines = csv.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("run,number,") == true)
    let values = try place.query("SELECT count(*) FROM metric_view")
    #expect(values == [["\(lines.count - 1)"]])
    let jsonl = try place.run("export", "small", "--format", "jsonl")
    for line in jsonl.output.split(separator: "\n") {
      _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
    }
    #expect(try place.run("report", "small", "--output", "elsewhere").status == 0)
    #expect(place.exists("elsewhere/report.html"))
  }

  @Test func aStoreThatCannotBeWrittenIsNoFaultOfTheFile() throws {
    let place = try Workplace()
    try place.write(Experiments.small, to: "small.yaml")
    try place.write("", to: "obstacle")
    let result = try place.run("sweep", "small.yaml", "--store", "obstacle/store")
    #expect(result.status == 74, "\(result.errors)")
    #expect(!result.errors.contains("small.yaml:"), "\(result.errors)")
  }

  @Test func oneRunCanBeTrainedWithoutAFile() throws {
    let place = try Workplace()
    let result = try place.run(
      "train", "--set", "dataset.name=iris", "--set", "epochs=2", "--set", "log_every_steps=1")
    #expect(result.status == 0, "\(result.errors)")
    let steps = try place.query(
      "SELECT max(step), min(step) FROM metric_view WHERE metric = 'train/loss'")
    #expect(steps.first?.last == "1")
    try place.write(Experiments.small, to: "small.yaml")
    #expect(try place.run("train", "small.yaml").status == 65)
  }

  @Test func aRunThatIsDoneIsToldAgainAsJSON() throws {
    let place = try Workplace()
    let words = [
      "train", "--json", "--set", "dataset.name=iris", "--set", "epochs=2", "--set",
      "diagnostics=layers",
    ]
    func lines() throws -> [[String: Any]] {
      let result = try place.start(words).wait()
      #expect(result.status == 0, "\(result.errors)")
      return try result.output.split(separator: "\n").compactMap {
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }
    }
    let events = ["epoch", "epoch", "finished"]
    let first = try lines().filter { $0["event"] as? String != "started" }
    let again = try lines()
    #expect(first.map { $0["event"] as? String } == events)
    #expect(again.map { $0["event"] as? String } == events)
    #expect(
      NSArray(array: first.prefix(2).map { $0["metrics"] ?? "" })
        == NSArray(array: again.prefix(2).map { $0["metrics"] ?? "" }))
    let run = try #require(again.first?["run"] as? String)
    #expect(try place.run("show", run).output.contains(" more metrics: piste show "))
  }
}
