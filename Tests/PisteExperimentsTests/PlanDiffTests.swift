import PisteCore
import PisteExperiments
import PisteTestSupport
import Testing

@Suite struct PlanDiffTests {
  private func diff(_ old: String, _ new: String) throws -> PlanDiff {
    PlanDiff(from: try plan(experiment(old)), to: try plan(experiment(new)))
  }

  private static let rates = "parameters: {optimizer.lr: {values: [0.1, 0.2]}}"

  @Test func equalFilesHaveEqualRuns() throws {
    let diff = try diff(Self.rates, Self.rates)
    #expect(diff.isSame && diff.words.isEmpty && diff.changes.isEmpty && diff.settings.isEmpty)
    #expect(diff.kept == 2)
  }

  @Test func aNewValueAddsItsRunsAndAMissingOneDropsThem() throws {
    let diff = try diff(
      "seeds: 2\n" + Self.rates, "seeds: 2\nparameters: {optimizer.lr: {values: [0.3, 0.2]}}")
    #expect((diff.added, diff.dropped, diff.kept) == (2, 2, 2))
    #expect(
      diff.changes == [
        PlanDiff.Change(configuration: "optimizer.lr 0.3", added: 2, dropped: 0, kept: 0),
        PlanDiff.Change(configuration: "optimizer.lr 0.1", added: 0, dropped: 2, kept: 0),
      ])
  }

  @Test func aLongerSeedListAddsToEveryConfiguration() throws {
    let diff = try diff("seeds: [1, 2]\n" + Self.rates, "seeds: [2, 3, 4]\n" + Self.rates)
    #expect(
      diff.changes
        == ["0.1", "0.2"].map {
          PlanDiff.Change(configuration: "optimizer.lr \($0)", added: 2, dropped: 1, kept: 1)
        })
  }

  @Test func aSharedSettingThatChangesIsNamed() throws {
    let diff = try diff(
      "exclude: []\n" + Self.rates,
      "parameters: {optimizer.lr: {values: [0.1, 0.2]}, epochs: {value: 3}}")
    #expect(
      diff.settings == [PlanDiff.SettingChange(key: "epochs", old: "10", new: "3")])
    #expect(diff.added == 2 && diff.dropped == 2)
  }

  @Test func namesAndOrderMakeNoOtherRuns() throws {
    let diff = try diff(
      "parameters: {optimizer.lr: {values: [0.1, 0.2]}}",
      "tags: [a]\ndescription: again\nparameters: {optimizer.lr: {values: [0.2, 0.1]}}")
    #expect(diff.isSame)
    #expect(diff.words == ["description", "tags", "order"])
  }

  @Test func evaluationSeedsAreComparedByThemselves() throws {
    let diff = try diff(
      "seeds: {tune: 2, evaluate: 2}\n" + Self.rates,
      "seeds: {tune: 2, evaluate: [1002, 1003, 1004]}\n" + Self.rates)
    #expect(diff.changes.isEmpty && !diff.isSame)
    #expect(diff.evaluationSeedsAdded == [1003, 1004])
    #expect(diff.evaluationSeedsDropped == [1001])
  }
}
