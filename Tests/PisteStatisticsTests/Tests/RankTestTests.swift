import PisteStatistics
import Testing

@Suite struct RankTestTests {
  private let a = [0.881, 0.884, 0.879, 0.886, 0.883]
  private let b = [0.878, 0.882, 0.877, 0.880, 0.881]

  @Test func theExactTestCountsPermutationsWithTheirTies() throws {
    try checkMannWhitney { MannWhitney.exact($0, $1) }
    withKnownIssue("the table without ties") {
      try checkMannWhitney { first, second in
        // Ties broken by order of appearance, as a table that knows of none would have it.
        let apart = { (values: [Double], shift: Double) in
          values.enumerated().map { $1 + shift * Double($0 + 1) }
        }
        return MannWhitney.exact(apart(first, 1e-9), apart(second, -1e-9))
      }
    }
  }

  @Test func theApproximationIsSciPys() throws {
    for golden in try GoldenComparisons.load().twoSamples {
      let usual = try #require(MannWhitney.asymptotic(golden.first, golden.second))
      let plain = try #require(
        MannWhitney.asymptotic(golden.first, golden.second, isCorrected: false))
      #expect(agree(usual.pValue, golden.asymptotic) && usual.statistic == golden.u)
      #expect(agree(plain.pValue, golden.uncorrected))
    }
  }

  @Test func signedRanksAreEnumeratedWithTiesAndZeros() throws {
    try checkWilcoxon { WilcoxonSignedRank.exact($0, zeros: $1) }
    withKnownIssue("zeros counted as positive") {
      try checkWilcoxon { differences, zeros in
        WilcoxonSignedRank.exact(differences.map { $0 == 0 ? 1e-9 : $0 }, zeros: zeros)
      }
    }
  }

  @Test func theApproximationOfSignedRanksIsSciPys() throws {
    for golden in try GoldenComparisons.load().pairs {
      func pValue(_ zeros: WilcoxonSignedRank.ZeroRule, _ isCorrected: Bool) -> Double? {
        WilcoxonSignedRank.asymptotic(
          golden.differences, zeros: zeros, isCorrected: isCorrected)?.pValue
      }
      #expect(agree(try #require(pValue(.dropped, false)), golden.asymptotic))
      #expect(agree(try #require(pValue(.dropped, true)), golden.corrected))
      #expect(agree(try #require(pValue(.ranked, false)), golden.pratt))
    }
  }

  @Test func thePublishedExampleComesOut() throws {
    let ranks = try #require(MannWhitney.test(a, b))
    #expect(ranks.statistic == 20.5 && agree(ranks.pValue, 28.0 / 252))
    let signed = try #require(WilcoxonSignedRank.test(zip(a, b).map { $0 - $1 }))
    #expect(signed.pValue == 0.0625 && signed.smallestPValue == 0.0625)
  }

  @Test func ranksKnowRunsThatDiverged() throws {
    let found = try #require(MannWhitney.test([1, 2, 3, 4], [-.infinity, -.infinity, 0, 0.5]))
    #expect(agree(found.pValue, 2.0 / 70))
    let pairs = try #require(WilcoxonSignedRank.test([.infinity, 1, 2, .infinity, 0.5, 3]))
    #expect(pairs.pValue == 2.0 / 64)
  }

  @Test func equalValuesTellNothing() {
    let same = MannWhitney.test([1, 1, 1], [1, 1, 1])
    #expect(same?.pValue == 1 && same?.smallestPValue == 1)
    #expect(MannWhitney.asymptotic([1, 1], [1, 1])?.pValue == 1)
    #expect(WilcoxonSignedRank.test([0, 0, 0])?.pValue == 1)
    #expect(WilcoxonSignedRank.asymptotic([0, 0, 0])?.pValue == 1)
    #expect(MannWhitney.test([], [1]) == nil && WilcoxonSignedRank.test([]) == nil)
  }

  @Test func manyValuesAreApproximated() {
    let first = (0..<40).map(Double.init)
    let second = (0..<40).map { Double($0) + 0.5 }
    #expect(MannWhitney.test(first, second)?.method == .asymptotic)
    #expect(MannWhitney.test(first, Array(second.prefix(10)))?.method == .exact)
    #expect(WilcoxonSignedRank.test(first + second)?.method == .asymptotic)
    #expect(WilcoxonSignedRank.test(first)?.method == .exact)
  }

  private func checkMannWhitney(_ subject: ([Double], [Double]) -> TestResult?) throws {
    for golden in try GoldenComparisons.load().twoSamples {
      let found = try #require(subject(golden.first, golden.second))
      let turned = try #require(subject(golden.second, golden.first))
      #expect(found.statistic == golden.u && agree(found.pValue, golden.exact))
      #expect(agree(turned.pValue, golden.exact), "the order of the samples matters")
    }
  }

  private func checkWilcoxon(
    _ subject: ([Double], WilcoxonSignedRank.ZeroRule) -> TestResult?
  ) throws {
    for golden in try GoldenComparisons.load().pairs {
      let dropped = try #require(subject(golden.differences, .dropped))
      let ranked = try #require(subject(golden.differences, .ranked))
      #expect(dropped.statistic == golden.statistic && agree(dropped.pValue, golden.dropped))
      #expect(agree(ranked.pValue, golden.ranked))
    }
  }
}
