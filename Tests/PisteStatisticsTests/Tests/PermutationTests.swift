import PisteCore
import PisteStatistics
import Testing

@Suite struct PermutationTests {
  @Test func allArrangementsAreCounted() throws {
    try checkCounts { PermutationTest.test($0, $1)?.pValue }
    withKnownIssue("sums that rounding has parted") {
      // As many sums are equal but for their last bits, which a plain comparison takes for a difference.
      try checkCounts(upTo: 12) { plainPermutation($0, $1) }
    }
    for golden in try GoldenComparisons.load().pairs {
      let found = try #require(SignFlipTest.test(golden.differences))
      #expect(agree(found.pValue, golden.flips) && found.method == .exact)
    }
  }

  @Test func halvesThatMeetCountWhatPlainEnumerationCounts() throws {
    var stream = RandomStream(seed: 4, purpose: "sign-flip-test")
    for count in 1...11 {
      let differences = (0..<count).map { _ in stream.normal() + 0.4 }
      let observed = abs(differences.reduce(0, +))
      let sums = (0..<(1 << count)).map { signs in
        differences.indices.reduce(0) { $0 + (signs >> $1 & 1 == 1 ? 1 : -1) * differences[$1] }
      }
      let share = Double(sums.count { abs($0) >= observed - 1e-12 }) / Double(sums.count)
      let found = try #require(SignFlipTest.test(differences))
      #expect(agree(found.pValue, share))
      #expect(agree(found.smallestPValue, AttainablePValue.pairs(count)))
    }
  }

  @Test func drawnArrangementsCountTheObservedOneAmongThem() throws {
    // Nothing that is drawn can be as extreme, so that only the observed one is left to count.
    let steady = [Double](repeating: 1, count: 40).enumerated().map { $1 + 1e-3 * Double($0) }
    let flips = try #require(SignFlipTest.test(steady, resamples: 999))
    #expect(flips.pValue == 0.001 && flips.method == .monteCarlo(resamples: 999))
    let apart = try #require(
      PermutationTest.test(steady, steady.map { -$0 }, resamples: 999, seed: 1))
    #expect(apart.pValue == 0.002 && apart.method == .monteCarlo(resamples: 999))
    #expect(
      SignFlipTest.test(steady, resamples: 99, seed: 1)
        == SignFlipTest.test(steady, resamples: 99, seed: 1))
  }

  @Test func drawnArrangementsComeNearTheExactOnes() throws {
    var stream = RandomStream(seed: 9, purpose: "monte-carlo-test")
    let differences = (0..<33).map { _ in stream.normal() + 0.25 }
    // One difference of nothing does not change the share, but takes the test beyond enumeration.
    let exact = try #require(SignFlipTest.test(Array(differences.prefix(32))))
    let drawn = try #require(
      SignFlipTest.test(Array(differences.prefix(32)) + [0], resamples: 20_000))
    #expect(agree(drawn.pValue, exact.pValue, absolute: 0.01))
  }

  @Test func theFloorsAreThePublishedOnes() {
    #expect(AttainablePValue.twoSamples(3, 3) == 0.1)
    #expect(agree(AttainablePValue.twoSamples(4, 4), 0.0286, absolute: 5e-5))
    #expect(agree(AttainablePValue.twoSamples(5, 5), 0.0079, absolute: 5e-5))
    #expect(agree(AttainablePValue.twoSamples(6, 6), 0.0022, absolute: 5e-5))
    #expect(AttainablePValue.pairs(5) == 0.0625 && AttainablePValue.pairs(1) == 1)
    #expect(AttainablePValue.fewestPairs(level: 0.05) == 6)
    #expect(AttainablePValue.fewestEach(level: 0.05) == 4)
  }

  @Test func noTestGoesBelowItsFloor() throws {
    for count in 1...7 {
      let low = (0..<count).map { Double($0) * 0.1 }
      let high = low.map { $0 + 100 }
      let floor = AttainablePValue.twoSamples(count, count)
      for found in [MannWhitney.exact(low, high), PermutationTest.test(low, high)] {
        #expect(agree(try #require(found).pValue, floor))
        #expect(agree(try #require(found).smallestPValue, floor))
      }
      let pairs = try #require(WilcoxonSignedRank.exact(low.map { $0 + 1 }))
      #expect(agree(pairs.pValue, AttainablePValue.pairs(count)))
    }
    // Ties raise it: of these, two and two are dealt out, but only by how many of the ones fall left.
    #expect(PermutationTest.test([1, 0], [1, 0])?.smallestPValue == 2.0 / 6)
    #expect(MannWhitney.exact([1, 0], [1, 0])?.smallestPValue == 2.0 / 6)
  }

  @Test func equalKindsAreRarelyTakenForDifferent() throws {
    // At level 0.05 no exact test may err more than 5 % of the time; 400 trials, three standard errors.
    var stream = RandomStream(seed: 21, purpose: "null")
    var errors = [0, 0, 0, 0]
    for _ in 0..<400 {
      // Skewed, so that the tests' freedom from assumptions is tried as well.
      let first = (0..<7).map { _ in stream.normal() * stream.normal() + stream.normal() }
      let second = (0..<5).map { _ in stream.normal() * stream.normal() + stream.normal() }
      let pairs = zip(first, second).map { $0 - $1 } + [first[5] - first[6]]
      let found = [
        MannWhitney.exact(first, second), PermutationTest.test(first, second),
        WilcoxonSignedRank.exact(pairs), SignFlipTest.test(pairs),
      ]
      for (place, test) in found.enumerated() where try #require(test).pValue <= 0.05 {
        errors[place] += 1
      }
    }
    #expect(errors.allSatisfy { Double($0) / 400 <= 0.083 }, "\(errors)")
  }

  @Test func holmsAdjustmentIsItsDefinition() throws {
    try checkHolm(Holm.adjusted)
    withKnownIssue("Bonferroni") {
      try checkHolm { ps in ps.map { min(1, $0 * Double(ps.count)) } }
    }
    withKnownIssue("without the running maximum") {
      try checkHolm { ps in ps.map { p in min(1, p * Double(ps.count { $0 >= p })) } }
    }
    #expect(Holm.adjusted([]).isEmpty)
  }

  private func checkHolm(_ subject: ([Double]) -> [Double]) throws {
    for golden in try GoldenComparisons.load().holm {
      for (left, right) in zip(subject(golden.p), golden.adjusted) { #expect(agree(left, right)) }
    }
  }

  private func checkCounts(
    upTo limit: Int = .max, _ subject: ([Double], [Double]) -> Double?
  ) throws {
    let all = try GoldenComparisons.load().twoSamples
    for golden in all where golden.first.count + golden.second.count <= limit {
      #expect(agree(try #require(subject(golden.first, golden.second)), golden.permutation))
    }
  }

  private func plainPermutation(_ first: [Double], _ second: [Double]) -> Double {
    let all = first + second
    func difference(_ set: Int) -> Double {
      let sums = all.indices.reduce((0.0, 0.0)) { sums, place in
        set >> place & 1 == 1
          ? (sums.0 + all[place], sums.1) : (sums.0, sums.1 + all[place])
      }
      return sums.0 / Double(first.count) - sums.1 / Double(second.count)
    }
    let observed = difference((1 << first.count) - 1)
    var counts = (below: 0, above: 0, all: 0)
    for set in 0..<(1 << all.count) where set.nonzeroBitCount == first.count {
      counts.all += 1
      if difference(set) <= observed { counts.below += 1 }
      if difference(set) >= observed { counts.above += 1 }
    }
    return min(1, 2 * Double(min(counts.below, counts.above)) / Double(counts.all))
  }
}
