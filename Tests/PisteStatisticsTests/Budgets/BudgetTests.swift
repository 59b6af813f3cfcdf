import PisteCore
import PisteStatistics
import Testing

@Suite struct BudgetTests {
  private let x = [0.10, 0.52, 0.61, 0.70, 0.71, 0.83, 0.85, 0.90]

  @Test func theExpectedBestIsTheMeanOverAllSubsets() throws {
    try checkSubsets { ExpectedBest.withoutReplacement($0, goal: .maximize) }
    withKnownIssue("drawn with replacement") {
      try checkSubsets { ExpectedBest.withReplacement($0, goal: .maximize) }
    }
    for golden in try GoldenComparisons.load().expected {
      let found = ExpectedBest.withReplacement(golden.values, goal: .maximize)
      for (left, right) in zip(found, golden.with) { #expect(agree(left, right)) }
    }
  }

  @Test func thePublishedExampleComesOut() {
    let without = ExpectedBest.withoutReplacement(x, goal: .maximize)
    let with = ExpectedBest.withReplacement(x, goal: .maximize)
    for (n, value) in [(1, 0.6525), (2, 0.793929), (3, 0.837857), (4, 0.862), (8, 0.9)] {
      #expect(agree(without[n - 1], value, absolute: 5e-7))
    }
    for (n, value) in [(1, 0.6525), (2, 0.77625), (3, 0.820547), (4, 0.843193), (8, 0.877948)] {
      #expect(agree(with[n - 1], value, absolute: 5e-7))
    }
  }

  @Test func smallerIsBetterWhereItIs() {
    let losses = ExpectedBest.withoutReplacement(x.map { -$0 }, goal: .minimize)
    let gains = ExpectedBest.withoutReplacement(x, goal: .maximize)
    #expect(losses == gains.map { -$0 })
    #expect(ExpectedBest.withoutReplacement([], goal: .minimize).isEmpty)
  }

  @Test func aTrialWithoutResultIsTheWorst() {
    // One of three diverged: every two trials have a result between them.
    let curve = ExpectedBest.withoutReplacement([0.2, .nan, 0.4], goal: .minimize)
    #expect(curve[0] == .infinity && agree(curve[2], 0.2))
    #expect(agree(curve[1], (0.2 + 0.2 + 0.4) / 3))
  }

  @Test func manyTrialsLoseNothingToTheWeightsLeftOut() {
    // Of 1, 2, …, B the expected largest of n is n (B + 1) / (n + 1).
    let curve = ExpectedBest.withoutReplacement((1...800).map(Double.init), goal: .maximize)
    for n in [1, 2, 10, 400, 799, 800] {
      #expect(agree(curve[n - 1], Double(n) * 801 / Double(n + 1)))
    }
  }

  @Test func theBandHoldsTheCurveAndRepeats() {
    let bootstrap = Bootstrap(resamples: 99, seed: 1)
    let band = ExpectedBest.band(x, goal: .maximize, bootstrap)
    #expect(band.count == 8 && band.allSatisfy { $0.lower <= $0.estimate })
    #expect(band.prefix(4).allSatisfy { $0.contains($0.estimate) && $0.halfWidth > 0 })
    #expect(band == ExpectedBest.band(x, goal: .maximize, bootstrap))
  }

  @Test func someBudgetsAreThoseOfTheWholeCurve() {
    let budgets = [1, 3, 8]
    let curve = ExpectedBest.withoutReplacement(x, goal: .maximize)
    #expect(
      ExpectedBest.withoutReplacement(x, goal: .maximize, at: budgets)
        == budgets.map { curve[$0 - 1] })
    let bootstrap = Bootstrap(resamples: 99, seed: 1)
    let band = ExpectedBest.band(x, goal: .maximize, bootstrap)
    #expect(
      ExpectedBest.band(x, goal: .maximize, at: budgets, bootstrap)
        == budgets.map { band[$0 - 1] })
  }

  @Test func theBestHasTheIntervalOfVeryManyResamples() throws {
    for (values, goal) in [(x, Goal.maximize), (x.map { 1 - $0 }, .minimize)] {
      let found = try #require(ExpectedBest.observed(values, goal: goal))
      let drawn = try #require(
        Bootstrap(resamples: 20_000, seed: 3).percentile(of: [values]) { strata in
          (goal == .maximize ? strata[0].max() : strata[0].min()) ?? .nan
        })
      #expect(found.estimate == drawn.estimate)
      #expect(agree(found.lower, drawn.lower) && agree(found.upper, drawn.upper))
    }
    // Of three, all draws are the worst one with chance 1/27 = 0.037; of four, with 1/256.
    #expect(ExpectedBest.observed([1, 2, 3], goal: .maximize)?.lower == 1)
    #expect(ExpectedBest.observed([1, 2, 3, 4], goal: .maximize)?.lower == 2)
    #expect(ExpectedBest.observed([1, .nan, 3], goal: .maximize)?.lower == -.infinity)
    #expect(ExpectedBest.observed([], goal: .maximize) == nil)
  }

  @Test func theChanceOfBestIsTheShareOfAllChoices() throws {
    for golden in try GoldenComparisons.load().chances {
      let found = ChanceOfBest.afterTrials(golden.trials, of: golden.levels, goal: .maximize)
      let turned = ChanceOfBest.afterTrials(
        golden.trials, of: golden.levels.map { $0.map { -$0 } }, goal: .minimize)
      for (left, right) in zip(found, golden.chances) { #expect(agree(left, right)) }
      #expect(agree(found.reduce(0, +), 1) && found == turned)
    }
  }

  @Test func equalLevelsShareTheWin() {
    let chances = ChanceOfBest.afterTrials(2, of: [[1, 1, 1], [1, 1], [0, 0]], goal: .maximize)
    #expect(chances == [0.5, 0.5, 0])
  }

  private func checkSubsets(_ subject: ([Double]) -> [Double]) throws {
    for golden in try GoldenComparisons.load().expected {
      let found = subject(golden.values)
      #expect(found.count == golden.values.count)
      for (left, right) in zip(found, golden.without) { #expect(agree(left, right)) }
    }
  }
}
