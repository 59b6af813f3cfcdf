import Foundation
import Testing

/// Finding, marking and deleting what a store holds, through the program.
@Suite struct StoreCommandTests {
  private static let other = """
    name: other
    metric: {name: val/accuracy, goal: maximize}
    seeds: 2
    settings:
      dataset: {name: iris, validation: 0.2, test: 0.2}
      model: {hidden: [8], activation: tanh}
      epochs: 3
      batch_size: 16
    parameters:
      optimizer.lr: {values: [0.01, 0.1]}
    tags: [shared]
    """

  private func swept(_ texts: [String: String]) throws -> Workplace {
    let place = try Workplace()
    for (name, text) in texts.sorted(by: { $0.key > $1.key }) {
      try place.write(text, to: "\(name).yaml")
      let result = try place.run("sweep", "\(name).yaml", "--no-report")
      #expect(result.status == 0, "\(result.errors)")
    }
    return place
  }

  private func objects(_ output: String) throws -> [[String: Any]] {
    try output.split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }

  private func numbers(_ place: Workplace, _ words: String...) throws -> [Int] {
    let result = try place.start(["list", "--json"] + words).wait()
    #expect(result.status == 0, "\(result.errors)")
    return try objects(result.output).compactMap { $0["number"] as? Int }
  }

  @Test func runsAreChosenSortedAndCounted() throws {
    let place = try swept(["small": Experiments.small])
    let rates = try place.query(
      "SELECT number FROM run_view WHERE json_extract(settings, '$.optimizer.lr') < 0.01 ORDER BY 1"
    )
    #expect(try numbers(place, "lr<0.01") == rates.map { Int($0[0]) })
    #expect(try numbers(place, "stage=tune", "optimizer.name=sgd", "lr=1e-1") == [3, 4])
    let best = try place.query(
      """
      SELECT number FROM run_view JOIN metric_view USING (run)
      WHERE metric = 'val/accuracy' AND epoch = 3 ORDER BY value DESC, number LIMIT 3
      """)
    #expect(try numbers(place, "sort:-val/accuracy", "limit:3") == best.map { Int($0[0]) })
    #expect(try numbers(place, "status=failed,lost").isEmpty)
    #expect(try numbers(place, "seed=1", "stage=tune", "OR", "seed=1001").count == 8)
    let wrong = try place.run("list", "optimzer.name=sgd")
    #expect(wrong.status == 64)
    #expect(
      wrong.errors == """
        error: no run has a field `optimzer.name` [bad-filter]
          hint: did you mean `optimizer.name`?

        """)
  }

  @Test func tagsAndNotesAreShownWhereRunsAre() throws {
    let place = try swept(["other": Self.other])
    let run = try place.query("SELECT run FROM run_view WHERE number = 2")[0][0]
    #expect(try place.run("tag", run, "+odd", "+two").output == "run \(run.prefix(10)): odd, two\n")
    #expect(try place.run("tag", run, "-odd").output.hasSuffix(": two\n"))
    #expect(try place.run("tag", "other", "+paper").output == "experiment other: paper, shared\n")
    #expect(try place.run("tag", "other").output == "paper, shared\n")
    #expect(try place.run("note", run, "look again").status == 0)
    #expect(try place.run("note", "other", "for the talk").status == 0)
    #expect(try place.run("note", "other").output == "for the talk\n")
    #expect(try numbers(place, "tag=two") == [2])
    #expect(try numbers(place, "note~AGAIN") == [2])
    let list = try place.run("list").output
    #expect(list.contains("two") && list.contains("look again"))
    let status = try place.run("status").output
    #expect(status.contains("paper, shared") && status.contains("for the talk"))
    let show = try place.run("show", run).output
    #expect(show.contains("tags          two") && show.contains("note          look again"))
    let object = try #require(try objects(place.run("show", run, "--json").output).first)
    #expect((object["run"] as? [String: Any])?["note"] as? String == "look again")
    // Marks are no results.
    #expect(try place.run("sweep", "other.yaml", "--no-report").errors.contains("done before"))
  }

  @Test func attemptsAreShownWithHowTheyEnded() throws {
    let place = try swept(["other": Self.other])
    let run = try place.query("SELECT run FROM run_view WHERE number = 1")[0][0]
    try place.tamper(
      """
      UPDATE attempt SET ending = 'lost', signal = 9, log_tail = 'one' || char(10) || 'two',
        reason = 'worker killed by signal 9 (SIGKILL)' || char(10) || 'one' || char(10) || 'two'
      WHERE run = (SELECT id FROM run WHERE hex = '\(run)')
      """)
    let show = try place.run("show", run).output
    #expect(
      show.contains(
        """
          lost, signal 9
             worker killed by signal 9 (SIGKILL)
             last lines of the log:
               one
               two

        """), "\(show)")
    let object = try #require(try objects(place.run("show", run, "--json").output).first)
    let attempt = try #require((object["attempts"] as? [[String: Any]])?.first)
    #expect(attempt["signal"] as? Int == 9)
    #expect(attempt["log_tail"] as? String == "one\ntwo")
    #expect(attempt["reason"] as? String == "worker killed by signal 9 (SIGKILL)")
    #expect(attempt["process_id"] is Int)
  }

  @Test func deletingTakesRowsAndFilesAndLeavesSharedRuns() throws {
    let place = try swept(["small": Experiments.small, "other": Self.other])
    let shared = try place.query(
      "SELECT run FROM run_view GROUP BY run HAVING count(DISTINCT experiment) = 2")
    #expect(shared.count == 4)
    let refused = try place.run("delete", "small")
    #expect(refused.status == 64)
    #expect(refused.errors.contains("add --yes"))
    let dry = try #require(
      try objects(place.run("delete", "small", "--dry-run", "--json").output).first)
    #expect(dry["dry_run"] as? Bool == true)
    #expect(try place.query("SELECT count(DISTINCT run) FROM run_view") == [["16"]])
    let before = try size(of: place)
    let result = try place.run("delete", "small", "--yes", "--json")
    #expect(result.status == 0, "\(result.errors)")
    let told = try #require(try objects(result.output).first)
    #expect(told["runs"] as? Int == 12)
    #expect(told["shared"] as? Int == 4)
    #expect(told["bytes"] as? Int == before - (try size(of: place)))
    #expect((told["bytes"] as? Int ?? 0) > 12 * 2 * 4096)
    #expect(
      try Set(names(place, ".piste/artifacts")) == Set(shared.map { $0[0] }))
    #expect(try names(place, ".piste/logs").count == 4)
    #expect(try place.run("list", "small").status == 66)
    #expect(try numbers(place, "other").count == 4)
  }

  @Test func collectingTakesWhatNothingRefersTo() throws {
    let place = try swept(["other": Self.other])
    try place.write(
      Self.other.replacingOccurrences(of: "[0.01, 0.1]", with: "[0.1]"), to: "other.yaml")
    #expect(try place.run("sweep", "other.yaml", "--no-report").status == 0)
    let stray = String(repeating: "ab", count: 32)
    try place.write("weights", to: ".piste/artifacts/\(stray)/final.safetensors")
    try place.write("words", to: ".piste/logs/\(stray).log")
    try place.write("mine", to: ".piste/artifacts/README")
    try place.write("not prepared data", to: ".piste/cache/\(stray).pistedata")
    let run = try place.query("SELECT run FROM run_view")[0][0]
    try place.write("half", to: ".piste/artifacts/\(run)/final.safetensors.1.tmp")
    let dry = try #require(try objects(place.run("gc", "--dry-run", "--json").output).first)
    let before = try size(of: place)
    let result = try place.run("gc", "--json")
    #expect(result.status == 0, "\(result.errors)")
    let told = try #require(try objects(result.output).first)
    for (key, count) in [("runs", 2), ("artifacts", 4), ("logs", 3), ("cache", 1)] {
      #expect(told[key] as? Int == count, "\(key)")
      #expect(dry[key] as? Int == count, "\(key)")
    }
    #expect(told["bytes"] as? Int == before - (try size(of: place)))
    #expect(try names(place, ".piste/artifacts").contains("README"))
    #expect(!place.exists(".piste/artifacts/\(run)/final.safetensors.1.tmp"))
    #expect(place.exists(".piste/artifacts/\(run)/final.safetensors"))
    #expect(try place.run("verify", run).status == 0)
    let again = try place.run("gc").output
    #expect(again == "deleted 0 runs\nreclaimed 0 B\n", "\(again)")
  }

  private func names(_ place: Workplace, _ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(place.path)/\(folder)")
  }

  /// The bytes on disk of the store's folder; a file with two names counts once.
  private func size(of place: Workplace) throws -> Int {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/du")
    process.arguments = [
      "--block-size=1", "--summarize", "--exclude=*-shm", "\(place.path)/.piste",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return try #require(output.split(separator: "\t").first.flatMap { Int($0) })
  }
}
