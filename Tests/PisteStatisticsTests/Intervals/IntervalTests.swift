import PisteStatistics
import Testing

@Suite struct IntervalTests {
  private let a = [0.881, 0.884, 0.879, 0.886, 0.883]
  private let b = [0.878, 0.882, 0.877, 0.880, 0.881]

  @Test func momentsAndMeanIntervalsAgreeWithSciPy() throws {
    for sample in try GoldenStatistics.load().moments {
      #expect(agree(Moments.mean(sample.values), sample.mean))
      #expect(agree(Moments.standardDeviation(sample.values), sample.sd))
      #expect(agree(Moments.standardError(sample.values), sample.se))
      let usual = try #require(MeanInterval.student(sample.values))
      let narrow = try #require(MeanInterval.student(sample.values, confidence: 0.8))
      #expect(agree(usual.lower, sample.interval95[0]) && agree(usual.upper, sample.interval95[1]))
      #expect(
        agree(narrow.lower, sample.interval80[0]) && agree(narrow.upper, sample.interval80[1]))
    }
  }

  @Test func theIntervalOfTheMeanIsThePublishedOne() throws {
    let interval = try #require(MeanInterval.student(a))
    #expect(agree(interval.lower, 0.8792452086) && agree(interval.upper, 0.8859547914))
    #expect(interval.contains(interval.estimate) && !interval.contains(0.9))
  }

  @Test func equalValuesLeaveAPoint() throws {
    let interval = try #require(MeanInterval.student([2.5, 2.5]))
    #expect(interval.lower == 2.5 && interval.upper == 2.5)
  }

  @Test func oneValueHasNoInterval() {
    #expect(MeanInterval.student([0.5]) == nil)
    #expect(MeanInterval.student([]) == nil)
    #expect(Moments.mean([]).isNaN && Moments.standardDeviation([1]).isNaN)
    #expect(DifferenceOfMeans.welch([1], [2, 3]) == nil)
    #expect(DifferenceOfMeans.paired([1], [2]) == nil)
  }

  @Test func differencesAgreeWithSciPy() throws {
    let all = try GoldenStatistics.load()
    for golden in all.welch {
      check(
        try #require(
          DifferenceOfMeans.welch(golden.first, golden.second, confidence: golden.level)), golden)
    }
    for golden in all.paired {
      check(
        try #require(
          DifferenceOfMeans.paired(golden.first, golden.second, confidence: golden.level)), golden)
    }
  }

  @Test func pairingBySeedTellsWhatIndependenceCannot() throws {
    let welch = try #require(DifferenceOfMeans.welch(a, b))
    let paired = try #require(DifferenceOfMeans.paired(a, b))
    #expect(agree(welch.statistic, 1.96959649, relative: 1e-8))
    #expect(agree(welch.degreesOfFreedom, 7.49846754, relative: 1e-8))
    #expect(agree(welch.pValue, 0.0868065570, relative: 1e-8) && welch.interval.contains(0))
    #expect(agree(paired.statistic, 3.87298335, relative: 1e-8))
    #expect(agree(paired.pValue, 0.0179479131, relative: 1e-8) && !paired.interval.contains(0))
  }

  @Test func equalPairsDifferByNothing() throws {
    let same = try #require(DifferenceOfMeans.paired(a, a))
    #expect(same.interval.estimate == 0 && same.interval.halfWidth == 0)
    #expect(same.statistic == 0 && same.pValue == 1)
  }

  @Test func wilsonIntervalsAgreeWithSciPy() throws {
    for golden in try GoldenStatistics.load().wilson {
      let interval = try #require(
        ProportionInterval.wilson(
          successes: golden.k, trials: golden.n, confidence: golden.level))
      #expect(agree(interval.lower, golden.low, absolute: 1e-12))
      #expect(agree(interval.upper, golden.high))
    }
    #expect(ProportionInterval.wilson(successes: 0, trials: 0) == nil)
    let error = ProportionInterval.standardError(of: 0.88, trials: 10_000)
    #expect(agree(error, 0.0032, absolute: 5e-5))
  }

  private func check(_ found: DifferenceOfMeans, _ golden: GoldenStatistics.Comparison) {
    #expect(agree(found.statistic, golden.t) && agree(found.degreesOfFreedom, golden.df))
    #expect(agree(found.pValue, golden.p))
    #expect(agree(found.interval.lower, golden.low, absolute: 1e-12))
    #expect(agree(found.interval.upper, golden.high, absolute: 1e-12))
  }
}
