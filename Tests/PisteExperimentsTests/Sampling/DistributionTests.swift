import PisteCore
import PisteExperiments
import Testing

@Suite struct DistributionTests {
  private func distribution(_ golden: GoldenSampling.Quantile) throws -> Distribution {
    let p = golden.parameters
    switch golden.kind {
    case "uniform": return .uniform(p[0], p[1])
    case "integers": return .integers(Int(p[0]), Int(p[1]))
    case "logUniform": return .logUniform(p[0], p[1])
    case "normal": return .normal(mean: p[0], deviation: p[1], lower: nil, upper: nil)
    case "truncatedNormal":
      return .normal(mean: p[0], deviation: p[1], lower: p[2], upper: p[3])
    case "logNormal": return .logNormal(mean: p[0], deviation: p[1], lower: nil, upper: nil)
    case "beta": return .beta(p[0], p[1])
    default: throw Unknown(kind: golden.kind)
    }
  }

  private struct Unknown: Error { var kind: String }

  @Test func quantilesAreSciPysToSixDigits() throws {
    let laws = try GoldenSampling.load().laws
    #expect(laws.count == 72)
    for golden in laws {
      let value = try distribution(golden).value(at: golden.p)
      #expect(
        abs(value - golden.value) <= max(5.1e-6 * abs(golden.value), 1e-15),
        "\(golden): \(value)")
    }
  }

  /// Mean and variance over a fine even grid of probabilities, which only a wrong quantile misses.
  @Test func momentsAreSciPys() throws {
    for golden in try GoldenSampling.load().laws where golden.p == 0.5 {
      let law = try distribution(golden)
      let values = (0..<2000).map { law.value(at: (Double($0) + 0.5) / 2000) }
      let mean = values.reduce(0, +) / 2000
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2000
      let spread = golden.variance.squareRoot()
      #expect(abs(mean - golden.mean) < 0.01 * spread, "\(golden)")
      // The tails of a normal logarithm hold much of its variance.
      let tolerance = golden.kind == "logNormal" ? 0.2 : 0.01
      #expect(abs(variance / golden.variance - 1) < tolerance, "\(golden)")
    }
  }

  @Test func drawsFollowTheLaw() throws {
    let sampler = Sampler(Sampling(.random, seed: 1, count: 1), axes: [])
    let law = Distribution.logUniform(1e-4, 1)
    let values = (0..<4000).map { law.value(at: sampler.number("lr", $0)) }
    // A quarter in each power of ten; five standard deviations are 137.
    for (low, high) in [(1e-4, 1e-3), (1e-3, 1e-2), (1e-2, 0.1), (0.1, 1)] {
      #expect(abs(values.count { $0 >= low && $0 < high } - 1000) < 137)
    }
  }

  @Test func stepsAreMultiplesAndEndsAreKept() {
    let steps = Distribution.quantized(.uniform(0, 0.5), step: 0.1)
    let values = (0..<100).map { steps.value(at: (Double($0) + 0.5) / 100) }
    #expect(Set(values) == [0, 0.1, 0.2, 0.3, 0.4, 0.5])
    #expect(steps.count == 6)
    // Six digits of it are below it.
    let rates = Distribution.logUniform(0.00012345612, 0.1)
    #expect(rates.extremes.least == 0.00012345612)
    #expect(rates.extremes.largest == 0.1)
    #expect(Distribution.inverseLogUniform(1e-4, 1).value(at: 0.25) == 0.1)
    #expect(Distribution.integers(2, 5).extremes.least == 2)
    #expect(Distribution.integers(2, 5).extremes.largest == 5)
    #expect(Distribution.integers(2, 5).count == 4)
    #expect(rates.count == nil)
  }
}
