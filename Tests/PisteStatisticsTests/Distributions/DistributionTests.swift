import PisteStatistics
import Testing

@Suite struct DistributionTests {
  @Test func tailsAgreeWithSciPy() throws {
    let golden = try GoldenComparisons.load()
    for point in golden.chiSquared {
      let tail = ChiSquared.upperTail(point.x, degreesOfFreedom: point.df)
      #expect(agree(tail, point.p), "x \(point.x), df \(point.df): \(tail), not \(point.p)")
    }
    for point in golden.f {
      let tail = FDistribution.upperTail(
        point.f, numerator: point.numerator, denominator: point.denominator)
      #expect(agree(tail, point.p), "F \(point.f): \(tail), not \(point.p)")
    }
  }

  @Test func theNoncentralDistributionIsItsIntegral() throws {
    for point in try GoldenComparisons.load().noncentral {
      let found = NoncentralT.cumulative(
        point.t, degreesOfFreedom: point.df, shift: point.shift)
      #expect(
        agree(found, point.p, absolute: 1e-12), "\(point): \(found)")
    }
    let central = NoncentralT.cumulative(1.3, degreesOfFreedom: 7, shift: 0)
    #expect(agree(central, StudentT.cumulative(1.3, degreesOfFreedom: 7)))
  }

  @Test func aLargeShiftNeitherUnderflowsNorTakesLong() {
    // With as many degrees of freedom the spread is that of a normal number around the shift.
    let half = NoncentralT.cumulative(200, degreesOfFreedom: 1e8, shift: 200)
    #expect(agree(half, 0.5, absolute: 1e-3))
  }

  /// An effect beyond all measure, as of runs that differ by rounding alone, must not end the program.
  @Test func aShiftBeyondAllMeasureHasItsProbability() {
    #expect(NoncentralT.cumulative(2, degreesOfFreedom: 4, shift: 1e300) == 0)
    #expect(NoncentralT.cumulative(0, degreesOfFreedom: 4, shift: 50) == 0)
    #expect(NoncentralT.cumulative(2, degreesOfFreedom: 4, shift: -1e300) == 1)
    #expect(NoncentralT.cumulative(-2, degreesOfFreedom: 4, shift: 1e300) == 0)
    // T is δ/√(χ²/ν) there: P(χ² ≥ 10) of 10 degrees of freedom, by SciPy.
    let even = NoncentralT.cumulative(2e4, degreesOfFreedom: 10, shift: 2e4)
    #expect(agree(even, 0.44049328506521257, absolute: 1e-4))
    #expect(Power.seedsNeeded(effect: 1e12, design: .paired) == 2)
    #expect(Power.seedsNeeded(effect: 1e12, design: .independent, level: 0.05 / 66) == 2)
  }

  @Test func theRangeIsItsIntegral() throws {
    for point in try GoldenComparisons.load().range {
      let found = StudentizedRange.cumulative(point.q, count: point.k)
      #expect(agree(found, point.p, absolute: 1e-12), "\(point): \(found)")
    }
  }

  @Test func luckOfTheBestIsThePublishedOne() throws {
    for golden in try GoldenComparisons.load().maximum {
      #expect(agree(NormalMaximum.expected(count: golden.n), golden.mean, absolute: 1e-10))
    }
    let known = [
      2: 0.56419, 3: 0.84628, 5: 1.16296, 10: 1.53875, 20: 1.86748, 36: 2.11812, 50: 2.24907,
      100: 2.50759,
    ]
    for (count, value) in known {
      #expect(agree(NormalMaximum.expected(count: count), value, absolute: 5.1e-6))
    }
  }
}
