import PisteApp
import PisteExperiments
import PisteTestSupport
import Testing

@Suite struct PlanDiffTextTests {
  private func lines(_ old: String, _ new: String) throws -> [String] {
    func plan(_ text: String) throws -> Plan {
      try ExperimentFile.parse("name: x\n" + text, file: "x.yaml")
        .plan(facts: ExperimentsFacts.facts)
    }
    return PlanDiffText.lines(PlanDiff(from: try plan(old), to: try plan(new)), from: "old.yaml")
  }

  @Test func aDifferenceIsToldByConfigurations() throws {
    let found = try lines(
      """
      seeds: 2
      settings: {dataset: digits, epochs: 3}
      parameters: {optimizer.lr: {values: [0.1, 0.2]}}
      """,
      """
      seeds: [2, 3]
      settings: {dataset: digits, epochs: 3}
      parameters: {optimizer.lr: {values: [0.2, 0.4]}}
      """)
    #expect(
      found == [
        "  compared with old.yaml: 3 added, 3 dropped, 1 kept",
        "    + optimizer.lr 0.4 (runs: 2)",
        "    - optimizer.lr 0.1 (runs: 2)",
        "    ~ optimizer.lr 0.2 (runs: +1 -1, 1 kept)",
      ])
  }

  @Test func sharedSettingsAndEvaluationSeedsHaveTheirLines() throws {
    let found = try lines(
      "seeds: {tune: 1, evaluate: 1}\nsettings: {dataset: digits, epochs: 3}",
      "seeds: {tune: 1, evaluate: 2}\nsettings: {dataset: digits, optimizer.momentum: 0.5}")
    #expect(
      found == [
        "  compared with old.yaml: 1 added, 1 dropped, 0 kept",
        "    epochs: 3 → 10",
        "    optimizer.momentum: 0 → 0.5",
        "    + the only configuration (runs: 1)",
        "    - the only configuration (runs: 1)",
        "    + 1 evaluation seed a level: 1002",
      ])
  }

  @Test func aLongListIsCut() throws {
    let found = try lines(
      "settings: {dataset: digits}",
      "settings: {dataset: digits}\nparameters: {epochs: {min: 11, max: 40, points: 30}}")
    #expect(found.count == 1 + 21 + 1)
    #expect(found.dropLast().last == "    + … and 10 more")
  }

  @Test func whereOnlyWordsDifferThatIsSaid() throws {
    #expect(
      try lines("settings: {dataset: digits}", "tags: [a]\nsettings: {dataset: digits}")
        == ["  compared with old.yaml: the same runs; only tags differs"])
    #expect(
      try lines("settings: {dataset: digits}", "settings: {dataset: digits}")
        == ["  compared with old.yaml: the same runs"])
  }

  @Test func programsGetOneObject() throws {
    let plan = try ExperimentFile.parse("name: x\nsettings: {dataset: digits}", file: "x.yaml")
      .plan(facts: ExperimentsFacts.facts)
    #expect(
      try PlanDiffText.json(PlanDiff(from: plan, to: plan), experiment: "x.yaml", from: "old.yaml")
        == #"{"diff":{"added":0,"changes":[],"dropped":0,"evaluation_seeds_added":[],"#
        + #""evaluation_seeds_dropped":[],"kept":1,"settings":[],"words":[]},"#
        + #""event":"diff","experiment":"x.yaml","from":"old.yaml"}"#)
  }
}
