import PisteStatistics
import Testing

@Suite struct StudentTTests {
  @Test func probabilitiesAgreeWithSciPy() throws {
    for point in try GoldenStatistics.load().cumulative {
      let value = StudentT.cumulative(point.t, degreesOfFreedom: point.df)
      #expect(agree(value, point.p), "t \(point.t), df \(point.df): \(value), not \(point.p)")
    }
  }

  @Test func quantilesAgreeWithSciPy() throws {
    for point in try GoldenStatistics.load().quantile {
      let value = StudentT.quantile(point.p, degreesOfFreedom: point.df)
      #expect(agree(value, point.t), "p \(point.p), df \(point.df): \(value), not \(point.t)")
    }
  }

  @Test func oneAndTwoDegreesOfFreedomHaveClosedForms() {
    // ν = 1 is the Cauchy distribution, tan(π(p − ½)); ν = 2 is (2p − 1)/√(2p(1 − p)).
    for p in [0.6, 0.75, 0.9, 0.975, 0.999] {
      let two = (2 * p - 1) / (2 * p * (1 - p)).squareRoot()
      #expect(agree(StudentT.quantile(p, degreesOfFreedom: 2), two, relative: 1e-12))
    }
    #expect(agree(StudentT.quantile(0.75, degreesOfFreedom: 1), 1, relative: 1e-12))
    #expect(agree(StudentT.cumulative(1, degreesOfFreedom: 1), 0.75, relative: 1e-13))
  }

  @Test func theQuantileUndoesTheProbability() {
    for freedom in [1, 2.5, 4, 29, 400] {
      for p in [0.01, 0.2, 0.55, 0.975] {
        let t = StudentT.quantile(p, degreesOfFreedom: freedom)
        #expect(agree(StudentT.cumulative(t, degreesOfFreedom: freedom), p, relative: 1e-12))
      }
    }
  }

  @Test func theEndsAreInfinite() {
    #expect(StudentT.quantile(0, degreesOfFreedom: 4) == -.infinity)
    #expect(StudentT.quantile(1, degreesOfFreedom: 4) == .infinity)
    #expect(StudentT.cumulative(.infinity, degreesOfFreedom: 4) == 1)
    #expect(StudentT.cumulative(.nan, degreesOfFreedom: 4).isNaN)
  }

  @Test func normalQuantilesAgreeWithSciPy() throws {
    for point in try GoldenStatistics.load().normal {
      #expect(agree(StandardNormal.quantile(point.p), point.z, absolute: 1e-15))
      #expect(agree(StandardNormal.cumulative(point.z), point.p))
    }
  }
}
