import PisteStatistics
import Testing

@Suite struct PowerTests {
  @Test func seedsAndDetectableEffectsAreThoseOfTheNoncentralDistribution() throws {
    try checkSeeds {
      Power.seedsNeeded(effect: $0, design: $1, power: $2, level: $3)
    }
    withKnownIssue("the normal formula") {
      try checkSeeds { effect, design, power, level in
        let z = StandardNormal.quantile(1 - level / 2) + StandardNormal.quantile(power)
        let variance = design == .paired ? 1.0 : 2.0
        return Int((variance * z * z / (effect * effect)).rounded(.up))
      }
    }
    for golden in try GoldenComparisons.load().planning {
      let design: Power.Design = golden.paired ? .paired : .independent
      let reached = Power.power(
        effect: golden.effect, seeds: golden.seeds, design: design, level: golden.level)
      let detectable = Power.minimumDetectableEffect(
        seeds: golden.seeds, design: design, power: golden.power, level: golden.level)
      #expect(agree(reached, golden.reached))
      #expect(agree(detectable, golden.detectable))
    }
  }

  @Test func thePublishedNumbersOfSeedsComeOut() {
    for (effect, seeds) in [(2.0, 6), (1.5, 9), (1, 17), (0.5, 64)] {
      #expect(Power.seedsNeeded(effect: effect, design: .independent) == seeds)
      #expect(Power.seedsNeeded(effect: -effect, design: .independent) == seeds)
    }
    #expect(Power.pairsNeeded(probability: 0.75) == 29)
  }

  @Test func theDetectableEffectIsNearItsUsualApproximation() {
    for seeds in [5, 10, 30] {
      let freedom = Double(2 * seeds - 2)
      let t =
        StudentT.quantile(0.975, degreesOfFreedom: freedom)
        + StudentT.quantile(0.8, degreesOfFreedom: freedom)
      let usual = t * (2 / Double(seeds)).squareRoot()
      let found = Power.minimumDetectableEffect(seeds: seeds, design: .independent)
      #expect(agree(found, usual, relative: 0.02))
    }
  }

  @Test func withoutEffectTheTestErrsAtItsLevel() {
    for seeds in [2, 5, 30] {
      #expect(agree(Power.power(effect: 0, seeds: seeds, design: .paired), 0.05))
    }
    #expect(Power.power(effect: 50, seeds: 5, design: .independent) == 1)
  }

  @Test func whatCannotBeShownAsksForNoNumber() {
    #expect(Power.seedsNeeded(effect: 0, design: .paired) == nil)
    #expect(Power.seedsNeeded(effect: .nan, design: .paired) == nil)
    #expect(Power.seedsNeeded(effect: 1e-3, design: .paired, limit: 100) == nil)
    #expect(Power.seedsNeeded(effect: .infinity, design: .paired) == 2)
  }

  private func checkSeeds(
    _ subject: (Double, Power.Design, Double, Double) -> Int?
  ) throws {
    for golden in try GoldenComparisons.load().planning {
      let design: Power.Design = golden.paired ? .paired : .independent
      #expect(subject(golden.effect, design, golden.power, golden.level) == golden.seeds)
    }
  }
}
