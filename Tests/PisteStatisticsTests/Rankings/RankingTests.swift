import PisteCore
import PisteStatistics
import Testing

@Suite struct RankingTests {
  @Test func friedmansTestAgreesWithSciPy() throws {
    try checkFriedman { $0 }
    withKnownIssue("ties broken by order") {
      try checkFriedman { rows in
        rows.map { row in row.enumerated().map { $1 + 1e-9 * Double($0) } }
      }
    }
  }

  @Test func thePublishedExampleComesOut() throws {
    let results: [[Double]] = [[1, 2, 3], [1, 3, 2], [1, 2, 3], [2, 1, 3]]
    let found = try #require(Friedman(results, goal: .minimize))
    #expect(agree(found.chiSquared, 4.5) && agree(found.pValue, 0.105399, absolute: 5e-7))
    #expect(
      agree(found.ratio, 3.857143, absolute: 5e-7)
        && agree(found.ratioPValue, 0.0837402, absolute: 5e-8))
    let turned = try #require(Friedman(results, goal: .maximize))
    #expect(turned.meanRanks == found.meanRanks.map { 4 - $0 })
  }

  @Test func agreementOfAllAndOfNoneHaveTheirEnds() throws {
    let all = try #require(Friedman([[1, 2], [1, 2], [1, 2]], goal: .minimize))
    #expect(all.ratio == .infinity && all.ratioPValue == 0 && all.meanRanks == [1, 2])
    #expect(Friedman([[1, 1], [2, 2]], goal: .minimize) == nil)
    #expect(Friedman([[1, 2]], goal: .minimize) == nil)
    // A run that diverged is the worst, whichever way is better.
    for goal in Goal.allCases {
      let found = try #require(Friedman([[1, .nan], [1, .nan]], goal: goal))
      #expect(found.meanRanks == [1, 2])
    }
  }

  @Test func nemenyisQuantilesAreThePublishedOnes() {
    let five = [1.96, 2.3437, 2.569, 2.7278, 2.8497, 2.9483, 3.0309, 3.1017, 3.1637]
    let ten = [1.6449, 2.0523, 2.2913, 2.4595, 2.5885, 2.6927, 2.7799, 2.8546, 2.9199]
    for k in 2...10 {
      #expect(agree(Nemenyi.quantile(competitors: k), five[k - 2], absolute: 6e-5))
      #expect(agree(Nemenyi.quantile(competitors: k, level: 0.1), ten[k - 2], absolute: 6e-5))
    }
    // Two competitors: the normal quantile itself.
    #expect(agree(Nemenyi.quantile(competitors: 2), StandardNormal.quantile(0.975)))
    let difference = Nemenyi.criticalDifference(competitors: 4, problems: 14, level: 0.1)
    #expect(agree(difference, 2.2913 * (20.0 / 84).squareRoot(), absolute: 5e-5))
  }

  @Test func everyPairIsTestedAndAdjusted() throws {
    let results = try GoldenComparisons.load().friedman[1].results
    let pairs = PairwiseWilcoxon.compare(results)
    #expect(
      pairs.map { [$0.first, $0.second] } == [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]])
    for pair in pairs {
      let alone = try #require(
        WilcoxonSignedRank.test(results.map { $0[pair.first] - $0[pair.second] }))
      #expect(pair.test == alone && pair.adjustedPValue >= alone.pValue)
    }
    #expect(pairs.map(\.adjustedPValue) == Holm.adjusted(pairs.map(\.test.pValue)))
    #expect(PairwiseWilcoxon.compare([]).isEmpty && PairwiseWilcoxon.compare([[1]]).isEmpty)
  }

  @Test func groupsAreTheLargestWithoutADifference() {
    let ranks = [3.2, 1.0, 1.5, 2.6]
    let groups = RankGroups.groups(meanRanks: ranks) { abs(ranks[$0] - ranks[$1]) > 1.2 }
    #expect(groups == [[1, 2], [2, 3], [3, 0]])
    #expect(RankGroups.groups(meanRanks: ranks) { _, _ in false } == [[1, 2, 3, 0]])
    #expect(RankGroups.groups(meanRanks: ranks) { _, _ in true }.isEmpty)
  }

  @Test func pairsAreToldApartOnlyWhereAllDifferAsAWhole() throws {
    // Results of which one pair is told apart and the whole is not, at one level of both tests.
    var stream = RandomStream(seed: 3, purpose: "gate")
    var found = 0
    for _ in 0..<2_000 where found < 5 {
      let results = (0..<8).map { _ in (0..<3).map { _ in stream.normal() } }
      let friedman = try #require(Friedman(results, goal: .maximize))
      let pairs = PairwiseWilcoxon.compare(results)
      let least = try #require(pairs.map(\.adjustedPValue).min())
      guard least < friedman.ratioPValue - 0.02, friedman.ratioPValue < 0.9 else { continue }
      found += 1
      let between = (least + friedman.ratioPValue) / 2
      #expect(RankGroups.groups(friedman, pairs, level: between).map(\.count) == [3])
      let above = friedman.ratioPValue + 1e-9
      #expect(RankGroups.groups(friedman, pairs, level: above).first?.count != 3)
    }
    #expect(found == 5)
  }

  @Test func equalCompetitorsAreRarelyRanked() throws {
    var stream = RandomStream(seed: 8, purpose: "friedman-null")
    var errors = 0
    for _ in 0..<400 {
      let results = (0..<8).map { _ in (0..<4).map { _ in stream.normal() } }
      if try #require(Friedman(results, goal: .maximize)).ratioPValue <= 0.05 { errors += 1 }
    }
    #expect(Double(errors) / 400 <= 0.09)
  }

  private func checkFriedman(_ prepare: ([[Double]]) -> [[Double]]) throws {
    for golden in try GoldenComparisons.load().friedman {
      let found = try #require(Friedman(prepare(golden.results), goal: .minimize))
      for (left, right) in zip(found.meanRanks, golden.ranks) { #expect(agree(left, right)) }
      #expect(agree(found.chiSquared, golden.chi) && agree(found.pValue, golden.p))
      #expect(agree(found.ratio, golden.f) && agree(found.ratioPValue, golden.fp))
    }
  }
}
