import PisteCore
import PisteStatistics
import Testing

@Suite struct BootstrapTests {
  @Test func resamplesAreThoseOfAnIndependentReplay() throws {
    for golden in try GoldenComparisons.load().bootstrap {
      let statistic = try statistic(golden.name)
      let bootstrap = bootstrap(golden)
      let found = Array(bootstrap.replicates(of: golden.strata, statistic).prefix(5))
      for (left, right) in zip(found, golden.first) { #expect(agree(left, right)) }
      let interval = try #require(bootstrap.percentile(of: golden.strata, statistic))
      #expect(agree(interval.lower, golden.percentile[0]))
      #expect(agree(interval.upper, golden.percentile[1]))
    }
  }

  @Test func theCorrectedIntervalIsSciPysOnTheSameResamples() throws {
    try checkBCa { bootstrap, strata, statistic in bootstrap.bca(of: strata, statistic) }
    withKnownIssue("no correction") {
      try checkBCa { bootstrap, strata, statistic in bootstrap.percentile(of: strata, statistic) }
    }
  }

  @Test func equalSeedsGiveEqualBitsAndOthersDoNot() {
    let values = [[0.3, 0.1, 0.7, 0.2, 0.9]]
    func interval(_ seed: UInt64) -> Interval? {
      Bootstrap(resamples: 200, seed: seed).percentile(of: values) { Moments.mean($0[0]) }
    }
    #expect(interval(1) == interval(1))
    #expect(interval(1) != interval(2))
  }

  @Test func strataAreResampledWithinThemselves() {
    // Each stratum is constant, so that any mixing of the two would show.
    let strata = [[1.0, 1, 1], [5.0, 5]]
    let found = Bootstrap(resamples: 50).replicates(of: strata) { ($0[0], $0[1]) }
    #expect(found.allSatisfy { $0.0 == [1, 1, 1] && $0.1 == [5, 5] })
  }

  @Test func samplesWithoutSpreadLeaveAPointAndTooSmallOnesNothing() {
    let bootstrap = Bootstrap(resamples: 99)
    let point = bootstrap.bca(of: [[2, 2, 2]]) { Moments.mean($0[0]) }
    #expect(point?.lower == 2 && point?.upper == 2)
    #expect(bootstrap.bca(of: [[2]]) { Moments.mean($0[0]) } == nil)
    #expect(bootstrap.percentile(of: [[2]]) { Moments.mean($0[0]) } == nil)
    // Resampling never exceeds the largest value, which then has no bias that could be corrected.
    #expect(bootstrap.bca(of: [[1, 2, 3]]) { _ in 1 }?.halfWidth == 0)
  }

  @Test func intervalsCoverTheMeanAboutAsOftenAsTheySay() {
    // 200 samples of 20 normal numbers: 0.93 or so is what the theory leaves of 0.95; the bounds are
    // three standard errors away. The percentile interval of five values covers far less.
    #expect((0.87...0.985).contains(coverage(count: 20) { $0.bca(of: $1, $2) }))
    #expect((0.87...0.985).contains(coverage(count: 20) { $0.percentile(of: $1, $2) }))
    withKnownIssue("five values") {
      #expect((0.89...1).contains(coverage(count: 5) { $0.percentile(of: $1, $2) }))
    }
  }

  private typealias Maker = (Bootstrap, [[Double]], ([[Double]]) -> Double) -> Interval?

  private func coverage(count: Int, _ make: Maker) -> Double {
    var stream = RandomStream(seed: 3, purpose: "coverage")
    var covered = 0
    for trial in 0..<200 {
      let sample = (0..<count).map { _ in stream.normal() }
      let bootstrap = Bootstrap(resamples: 199, seed: UInt64(trial))
      let interval = make(bootstrap, [sample]) { $0[0].reduce(0, +) / Double(count) }
      if interval?.contains(0) ?? false { covered += 1 }
    }
    return Double(covered) / 200
  }

  private func checkBCa(_ make: Maker) throws {
    for golden in try GoldenComparisons.load().bootstrap {
      let interval = try #require(
        make(bootstrap(golden), golden.strata, try statistic(golden.name)))
      #expect(agree(interval.lower, golden.bca[0]), "\(golden.name)")
      #expect(agree(interval.upper, golden.bca[1]), "\(golden.name)")
    }
  }

  private func bootstrap(_ golden: GoldenComparisons.Resampling) -> Bootstrap {
    Bootstrap(resamples: golden.resamples, seed: golden.seed, confidence: golden.level)
  }

  private func statistic(_ name: String) throws -> ([[Double]]) -> Double {
    switch name {
    case "mean": { Moments.mean($0[0]) }
    case "difference": { Moments.mean($0[0]) - Moments.mean($0[1]) }
    case "interquartile": { TrimmedMean.interquartile($0[0]) }
    default: throw UnknownStatistic(name: name)
    }
  }
}

private struct UnknownStatistic: Error {
  var name: String
}
