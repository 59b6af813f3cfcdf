import Foundation
import PisteStatistics
import Testing

/// The beta distribution where its quantile is known in closed form.
@Suite struct BetaDistributionTests {
  private let probabilities = [1e-6, 0.01, 0.3, 0.5, 0.77, 0.999]

  @Test func oneShapeOfOneIsAPower() {
    for p in probabilities {
      for shape in [0.5, 1, 2, 7] {
        #expect(
          agree(
            BetaDistribution.quantile(p, a: shape, b: 1), pow(p, 1 / shape), absolute: 1e-15))
        #expect(
          agree(
            1 - BetaDistribution.quantile(p, a: 1, b: shape), pow(1 - p, 1 / shape),
            absolute: 1e-15))
      }
    }
  }

  @Test func bothHalvesAreTheArcsineLaw() {
    for p in probabilities {
      let sine = sin(.pi * p / 2)
      #expect(
        agree(BetaDistribution.quantile(p, a: 0.5, b: 0.5), sine * sine, absolute: 1e-15))
      #expect(agree(BetaDistribution.cumulative(sine * sine, a: 0.5, b: 0.5), p))
    }
  }

  @Test func theEndsAreTheEnds() {
    #expect(BetaDistribution.quantile(0, a: 2, b: 3) == 0)
    #expect(BetaDistribution.quantile(1, a: 2, b: 3) == 1)
    #expect(BetaDistribution.cumulative(-1, a: 2, b: 3) == 0)
    #expect(BetaDistribution.cumulative(2, a: 2, b: 3) == 1)
  }
}
