import Foundation
import PisteCore
import PisteExperiments
import PisteTestSupport
import Testing

/// The experiments that come along, planned without their data.
@Suite struct ShippedExperimentTests {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("experiments")

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  /// Examples of the grammar and of the program, whose heads promise nothing.
  static let examples: Set = [
    "optimizers-on-digits", "quadratic", "quickstart", "random-search", "sgd-vs-adam",
    "sgd-vs-adam-digits",
  ]

  private func text(_ file: String) throws -> String {
    try String(contentsOf: Self.folder.appendingPathComponent(file), encoding: .utf8)
  }

  private func plan(_ name: String) throws -> Plan {
    try ExperimentFile.load(path: Self.folder.appendingPathComponent("\(name).yaml").path)
      .plan { settings in
        var facts = ExperimentsFacts.facts(settings)
        // Fashion-MNIST has more rows to hold out than the made-up sets have at all.
        if facts.name == "fashion-mnist" { facts.trainingRows = 10_000 }
        return facts
      }
  }

  /// What the comment at the head of a file says, its lines joined.
  private func head(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0.hasPrefix("#") }
      .map { $0.dropFirst().trimmingPrefix(" ") }.joined(separator: " ")
  }

  /// How many runs a head promises; nil where it promises none.
  private func promisedRuns(_ head: String) -> Int? {
    head.firstMatch(of: /(\d+) runs/).flatMap { Int($0.1) }
  }

  /// The count of configurations of each level.
  private func budgets(_ plan: Plan) -> [String?: Int] {
    plan.configurations.reduce(into: [:]) { $0[$1.level, default: 0] += 1 }
  }

  @Test func thereAreFilesToCheck() {
    #expect(Self.names.count >= 20)
  }

  @Test(arguments: names) func everyFileHasThePlanThatItsHeadTells(name: String) throws {
    let (plan, head) = (try plan(name), head(try text("\(name).yaml")))
    #expect(plan.experiment.name == name)
    #expect(plan.experiment.description.hasSuffix("?"))
    guard !Self.examples.contains(name) else { return }
    #expect(promisedRuns(head) == plan.runCount, "\(head)")
    #expect(head.contains(/second|minute/), "\(head)")
    #expect(plan.experiment.seeds.evaluate.count >= 10)
  }

  @Test func aWrongCountInAHeadIsCaught() throws {
    let plan = try plan("quickstart")
    withKnownIssue("one run too many must be caught") {
      #expect(promisedRuns("About \(plan.runCount + 1) runs.") == plan.runCount)
    }
  }

  @Test(arguments: names) func whatIsComparedHasEqualBudgets(name: String) throws {
    let plan = try plan(name)
    try #require(plan.experiment.compare != nil)
    let budgets = budgets(plan)
    #expect(budgets.count >= 2)
    #expect(Set(budgets.values).count == 1, "\(budgets)")
    withKnownIssue("a level with one configuration less must be caught") {
      var unequal = budgets
      for level in unequal.keys.prefix(1) { unequal[level, default: 0] -= 1 }
      #expect(Set(unequal.values).count == 1)
    }
  }

  @Test func theReadmeNamesEveryFile() throws {
    let readme = try text("README.md")
    for name in Self.names { #expect(readme.contains("(\(name).yaml)"), "\(name)") }
    withKnownIssue("a file that is not named must be caught") {
      #expect(readme.contains("(no-such-experiment.yaml)"))
    }
  }

  /// The protocol of DeepOBS: 36 rates on seed 42, ten seeds of the best.
  @Test func thePublishedTableIsRepeatedByItsProtocol() throws {
    let plan = try plan("deepobs-quadratic-deep")
    let expected = (0..<36).map { pow(10, -5 + 0.2 * Double($0)) }
    for level in plan.levels {
      let rates = plan.configurations.filter { $0.level == level }
        .map { $0.settings["optimizer.lr"]?.number ?? .nan }
      #expect(zip(rates, expected).allSatisfy { abs($0 / $1 - 1) < 1e-11 }, "\(level)")
      #expect(rates.count == 36)
    }
    #expect(plan.experiment.seeds == SeedPlan(tune: [42], evaluate: Array(42...51)))
    #expect(plan.objective == Objective(name: "test/loss", goal: .minimize))
    #expect(plan.configurations.allSatisfy { $0.settings["shuffle"] == "frozen" })
  }

  @Test func nothingButTheOrderTellsTheReshuffledTableFromThePublished() throws {
    let (frozen, shuffled) = (
      try plan("deepobs-quadratic-deep"), try plan("deepobs-quadratic-deep-reshuffled")
    )
    #expect(frozen.configurations.count == shuffled.configurations.count)
    #expect(frozen.experiment.seeds == shuffled.experiment.seeds)
    for (left, right) in zip(frozen.configurations, shuffled.configurations) {
      #expect(left.settings != right.settings)
      #expect(left.settings.merging(["shuffle": "each-epoch"]) == right.settings)
      #expect(left.level == right.level)
    }
  }
}
