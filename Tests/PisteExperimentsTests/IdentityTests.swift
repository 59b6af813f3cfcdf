import PisteCore
import PisteExperiments
import PisteTestSupport
import Testing

@Suite struct IdentityTests {
  private func ids(_ text: String, set: [String] = []) throws -> [RunID] {
    try plan(text, set: set).initialRuns.map(\.id)
  }

  @Test func namesOrderAndDefaultsDoNotMakeAnotherRun() throws {
    let base = try ids("name: a\nsettings: {dataset: digits, epochs: 3, optimizer: {lr: 0.5}}\n")
    #expect(
      try ids(
        """
        settings:
          optimizer: {name: sgd, momentum: 0, lr: 5e-1}
          epochs: 3
          task: classification
          loss: cross-entropy
          dataset: {normalize: standardize, name: digits}
        description: other words
        name: b
        """) == base)
    #expect(
      try ids(
        "name: c\nsettings: {dataset: digits, epochs: 9}", set: ["epochs=3", "optimizer.lr=.5"])
        == base)
  }

  @Test func whatChangesTheResultMakesAnotherRun() throws {
    let variants = [
      "dataset: digits", "dataset: iris", "dataset: {name: digits, validation: 0.2}",
      "dataset: digits, epochs: 3", "dataset: digits, optimizer.momentum: 0.9",
    ]
    let all = try variants.flatMap { try ids("name: a\nseeds: 2\nsettings: {\($0)}\n") }
    #expect(Set(all).count == 10)
    #expect(all.allSatisfy { $0.hex.count == 64 })
  }

  @Test func theIdIsTheHashOfCanonicalJSON() throws {
    let run = try #require(
      try plan("name: a\nsettings: {dataset: digits, optimizer.lr: 0.5}\n").initialRuns.first)
    // sha256sum of {"core":3,"data":"digest of digits 100 200","seed":1,"settings":
    // {"dataset":{"name":"digits"},"optimizer":{"lr":0.5}}}, written on one line.
    #expect(run.id.hex == "95467d60fa123625fa687cd9f62cefc16b9eca036fd7d7bd4060ebc63d52ee5c")
  }

  @Test func aLongerSeedListAddsOnlyItsOwn() throws {
    let axes = "parameters: {optimizer.lr: {values: [0.1, 0.2]}}\n"
    let short = Set(try ids(experiment(axes + "seeds: 2")))
    let long = Set(try ids(experiment(axes + "seeds: 5")))
    #expect(short.isSubset(of: long))
    #expect(long.count == 10)
  }

  @Test func theConfigurationLeavesTheSeedOut() throws {
    let runs = try plan(experiment("seeds: 3")).initialRuns
    #expect(Set(runs.map(\.configuration)).count == 1)
    #expect(Set(runs.map(\.id)).count == 3)
  }

  @Test func aPathDoesNotMakeAnotherRun() throws {
    let facts = ExperimentsFacts.facts(["dataset.name": "csv"])
    let all = try ["a.csv", "b.csv"].map { path in
      try ExperimentFile.parse(
        "name: a\nsettings: {dataset: {name: csv, path: \(path)}}", file: "x.yaml"
      ).plan { _ in facts }.initialRuns.map(\.id)
    }
    #expect(all[0] == all[1])
  }
}
