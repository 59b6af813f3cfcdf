import PisteCore
import PisteExperiments
import Testing

@Suite struct StageTests {
  private let text = experiment(
    """
    compare: optimizer.name
    seeds: {tune: 2, evaluate: 3}
    parameters:
      optimizer.name: {values: [sgd, adam]}
      optimizer.lr: {values: [0.1, 0.2]}
    """)

  /// Results of the tuning runs by configuration and seed, in plan order; nil for a divergence.
  private func results(_ plan: Plan, _ values: [Double?]) -> [RunID: RunResult] {
    var results: [RunID: RunResult] = [:]
    for (run, value) in zip(plan.tuning, values) {
      results[run.id] = RunResult(status: value == nil ? .diverged : .completed, value: value)
    }
    return results
  }

  private func chosen(_ values: [Double?]) throws -> [Int] {
    let plan = try plan(text)
    return plan.selected(after: results(plan, values)).map(\.number)
  }

  @Test func tuningRunsComeFirstAndNumbersCountOn() throws {
    let plan = try plan(text)
    #expect(plan.tuning.count == 8)
    #expect(plan.evaluationCount == 6)
    #expect(plan.runCount == 14)
    #expect(plan.initialRuns == plan.tuning)
    let evaluation = plan.evaluation(after: [:])
    #expect(evaluation.map(\.number) == Array(9...14))
    #expect(evaluation.map(\.seed) == [1001, 1002, 1003, 1001, 1002, 1003])
    #expect(evaluation.map(\.level) == ["sgd", "sgd", "sgd", "adam", "adam", "adam"])
    #expect(evaluation.allSatisfy { $0.stage == .evaluate })
  }

  @Test func theBestMeanOfEachLevelIsEvaluated() throws {
    #expect(try chosen([0.1, 0.2, 0.3, 0.1, 0.9, 0.1, 0.6, 0.5]) == [2, 3 + 1])
  }

  @Test func tiesGoToGridOrder() throws {
    #expect(try chosen([0.4, 0.2, 0.2, 0.4, 0.1, 0.1, 0.1, 0.1]) == [1, 3])
  }

  @Test func aConfigurationWithADivergedRunRanksBelowCompleteOnes() throws {
    #expect(try chosen([0.9, nil, 0.1, 0.1, nil, nil, nil, 0.1]) == [2, 4])
  }

  @Test func aRunThatItsPatienceEndedCountsInFullAndOneThatAPrunerEndedDoesNot() throws {
    let plan = try plan(text)
    var results = results(plan, [0.9, 0.9, 0.1, 0.1, 0.9, 0.9, 0.1, 0.1])
    for run in plan.tuning where run.number <= 2 {
      results[run.id] = RunResult(status: .stopped, value: 0.9, isWhole: true)
    }
    for run in plan.tuning where run.number == 5 {
      results[run.id] = RunResult(status: .stopped, value: 0.9)
    }
    #expect(plan.selected(after: results).map(\.number) == [1, 4])
  }

  @Test func aLevelWhereNothingCompletedEvaluatesItsFirst() throws {
    #expect(try chosen([nil, nil, nil, nil, 0.1, 0.1, 0.2, 0.2]) == [1, 4])
  }

  @Test func minimizingPrefersTheSmallerMean() throws {
    let plan = try plan("metric: val/loss\n" + text)
    let found = plan.selected(after: results(plan, [0.4, 0.4, 0.2, 0.2, 0.1, 0.1, 0.3, 0.3]))
    #expect(found.map(\.number) == [2, 3])
  }

  @Test func withoutCompareTheBestOverAllIsEvaluated() throws {
    let plan = try plan(
      experiment(
        "seeds: {tune: 1, evaluate: 2}\nparameters: {optimizer.lr: {values: [0.1, 0.2, 0.3]}}"))
    #expect(plan.runCount == 5)
    let evaluation = plan.evaluation(after: results(plan, [0.1, 0.8, 0.3]))
    #expect(evaluation.map { $0.settings["optimizer.lr"] } == [0.2, 0.2])
    #expect(evaluation.map(\.number) == [4, 5])
    #expect(evaluation[0].level == nil)
  }

  @Test func withoutTuningSeedsEverythingIsEvaluated() throws {
    let plan = try plan(experiment("seeds: 2\nparameters: {epochs: {values: [1, 2]}}"))
    #expect(plan.tuning.isEmpty)
    #expect(plan.initialRuns.map(\.number) == [1, 2, 3, 4])
    #expect(plan.runCount == 4)
    #expect(plan.initialRuns.allSatisfy { $0.stage == .evaluate })
  }

  @Test func aReproductionDoesNotRepeatSharedSeeds() throws {
    let plan = try plan(
      experiment(
        """
        protocol: reproduction
        metric: test/accuracy
        seeds: {tune: [42], evaluate: [42, 43]}
        parameters: {epochs: {values: [1, 2]}}
        """))
    #expect(plan.runCount == 3)
    #expect(plan.evaluation(after: [:]).map(\.seed) == [43])
    #expect(plan.objective == Objective(name: "test/accuracy", goal: .maximize))
  }

  @Test func theSeedFlagReplacesTheEvaluationCountAlone() throws {
    let plan = try plan(text, seeds: 1)
    #expect(plan.experiment.seeds == SeedPlan(tune: [1, 2], evaluate: [1001]))
    #expect(
      try PisteExperimentsTests.plan(experiment(""), seeds: 2).experiment.seeds.evaluate == [1, 2])
  }
}
