import PisteCore
import PisteExperiments
import PisteTestSupport
import Testing

@Suite struct SobolTests {
  @Test func everyDimensionIsSciPys() throws {
    let golden = try GoldenSampling.load().sobol
    #expect(golden.count == 13)
    for point in golden {
      #expect(point.coordinates.count == SobolSequence.dimensionCount)
      let own = (0..<SobolSequence.dimensionCount).map {
        SobolSequence(dimension: $0).coordinate(point.index)
      }
      // Ours are fractions of 2³², SciPy's of 2³⁰.
      #expect(own == point.coordinates.map { $0 << 2 }, "point \(point.index)")
    }
  }

  private func points(_ dimension: Int, _ count: Int, seed: UInt64) -> [Double] {
    let sequence = SobolSequence(dimension: dimension)
    let scramble = OwenScramble(seed: seed, axis: "axis \(dimension)")
    return (0..<count).map { scramble(sequence.coordinate($0)) }
  }

  @Test func scramblingKeepsEveryIntervalsCount() {
    for dimension in 0..<SobolSequence.dimensionCount {
      for count in [1, 2, 16, 256] {
        let faults = CheckDigitalNet.faults(points(dimension, count, seed: 7))
        #expect(faults == [], "dimension \(dimension), \(count) points")
      }
    }
  }

  /// t of two dimensions is at most the sum of their polynomials' degrees less one each: van der
  /// Corput's counts 0, the next two 0 and 1.
  @Test(arguments: [(0, 1, 0), (0, 2, 1), (1, 2, 1)])
  func twoDimensionsTogetherAreANet(first: Int, second: Int, t: Int) {
    for seed in UInt64(0)..<8 {
      for count in [16, 64, 512] {
        let pairs = Array(
          zip(points(first, count, seed: seed), points(second, count, seed: seed)))
        #expect(CheckDigitalNet.faults(pairs, t: t) == [], "seed \(seed), \(count) points")
      }
    }
  }

  @Test func plainRandomNumbersAreNoNet() {
    let sampler = Sampler(Sampling(.random, count: 1), axes: [])
    let numbers = (0..<64).map { sampler.number("a", $0) }
    withKnownIssue { #expect(CheckDigitalNet.faults(numbers) == []) }
    let pairs = (0..<64).map { (sampler.number("a", $0), sampler.number("b", $0)) }
    withKnownIssue { #expect(CheckDigitalNet.faults(pairs, t: 1) == []) }
  }

  @Test func aShiftInPlaceOfAScramblingIsCaught() {
    let sequence = SobolSequence(dimension: 2)
    let shifted = (0..<64).map { index in
      let sum = Double(sequence.coordinate(index)) * 0x1p-32 + 0.123 + 0.02 * Double(index % 2)
      return sum - sum.rounded(.down)
    }
    withKnownIssue { #expect(CheckDigitalNet.faults(shifted) == []) }
  }

  /// Counts of 16 equal cells over many seeds, held against 5 standard deviations.
  private func unevenness(_ numbers: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: 16)
    for number in numbers { counts[Int(number * 16)] += 1 }
    let expected = Double(numbers.count) / 16
    return counts.filter { abs(Double($0) - expected) > 5 * (expected * 15 / 16).squareRoot() }
  }

  @Test func aScrambledPointIsUniformOverSeeds() {
    for index in [0, 1, 5] {
      let coordinate = SobolSequence(dimension: 3).coordinate(index)
      let numbers = (0..<4096).map { OwenScramble(seed: $0, axis: "x")(coordinate) }
      #expect(unevenness(numbers) == [])
    }
    withKnownIssue { #expect(unevenness((0..<4096).map { _ in 0 }) == []) }
  }

  /// Where two points part at bit b, the bits behind it are flipped by coins of their own: the
  /// products of their distances from the middle of the cell average to nothing.
  @Test func pointsThatPartedAreScrambledApart() {
    let sum = (0..<4096).reduce(0.0) { sum, seed in
      let scramble = OwenScramble(seed: UInt64(seed), axis: "x")
      let low = scramble(0) * 2
      let high = scramble(1 << 31) * 2
      let inner = { (x: Double) in x - x.rounded(.down) - 0.5 }
      return sum + inner(low) * inner(high)
    }
    // Each product has variance 1/144.
    #expect(abs(sum) < 5 * (4096.0 / 144).squareRoot())
  }

  @Test func numbersStayInsideTheUnitInterval() {
    #expect(UnitInterval.interior(0) == UnitInterval.least)
    #expect(UnitInterval.interior(1 << 52 - 1) == UnitInterval.most)
    #expect(UnitInterval.most < 1)
  }
}
