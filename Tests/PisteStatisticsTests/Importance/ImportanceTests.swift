import Foundation
import PisteCore
import PisteStatistics
import Testing

@Suite struct ImportanceTests {
  @Test func sharesAreThoseOfNestedLeastSquares() throws {
    try checkShares { VarianceDecomposition(levels: $0, cells: $1) }
    withKnownIssue("seeds left out") {
      try checkShares { levels, cells in
        VarianceDecomposition(levels: levels, cells: cells.map { Array($0.prefix(1)) })
      }
    }
  }

  @Test func sharesSumToOne() throws {
    for golden in try GoldenComparisons.load().anova {
      let found = try #require(VarianceDecomposition(levels: golden.levels, cells: golden.cells))
      let sum = found.effects.reduce(try #require(found.seedShare)) { $0 + $1.share }
      #expect(agree(sum, 1, relative: 1e-12))
    }
  }

  @Test func anInteractionIsToldFromMainEffects() throws {
    // Exclusive or: neither factor alone says anything, both together say all.
    let both = try #require(VarianceDecomposition(levels: [2, 2], cells: [[0], [1], [1], [0]]))
    #expect(both.effects.map(\.factors) == [[0], [1], [0, 1]])
    #expect(both.effects.map(\.share) == [0, 0, 1] && both.seedShare == nil)
    #expect(both.effects.allSatisfy { $0.pValue == nil })
    // A factor of one level, and results that are all the same.
    let single = try #require(VarianceDecomposition(levels: [1, 2], cells: [[0], [2]]))
    #expect(single.effects.map(\.share) == [0, 1, 0])
    #expect(VarianceDecomposition(levels: [2], cells: [[1, 1], [1, 1]]) == nil)
    #expect(VarianceDecomposition(levels: [], cells: [[1, 2]])?.seedShare == 1)
  }

  @Test func mainEffectsAgreeWithNumPy() throws {
    for golden in try GoldenComparisons.load().mainEffect {
      let ordered = try #require(
        MainEffect.ordered(golden.settings, results: golden.results, shuffles: 99))
      let named = try #require(
        MainEffect.named(golden.names, results: golden.results, shuffles: 99))
      #expect(agree(ordered.share, golden.ordered) && agree(named.share, golden.named))
      #expect(ordered.pValue == 0.01 && named.pValue == 0.01)
    }
  }

  @Test func indicesOfAKnownFunctionComeOut() throws {
    // Ishigami's function: 0.3139, 0.4424 and 0, the third setting acting only through the first.
    try checkIshigami { MainEffect.ordered($0, results: $1, shuffles: 9)?.share }
    withKnownIssue("the squared correlation, which knows lines only") {
      try checkIshigami { settings, results in
        let (x, y) = (Moments.mean(settings), Moments.mean(results))
        let products = zip(settings, results).reduce(0) { $0 + ($1.0 - x) * ($1.1 - y) }
        let covariance = products / Double(settings.count - 1)
        return covariance * covariance
          / (Moments.variance(settings) * Moments.variance(results))
      }
    }
  }

  @Test func aSettingThatDoesNothingIsRarelyNoticed() throws {
    var stream = RandomStream(seed: 2, purpose: "main-effect-null")
    var errors = 0
    for trial in 0..<100 {
      let settings = (0..<20).map { _ in stream.uniform() }
      let results = (0..<20).map { _ in stream.normal() }
      let found = try #require(
        MainEffect.ordered(settings, results: results, shuffles: 39, seed: UInt64(trial)))
      if found.pValue <= 0.05 { errors += 1 }
    }
    #expect(errors <= 12)
  }

  @Test func designsThatTellNothingGiveNothing() {
    #expect(MainEffect.ordered([1, 2, 3], results: [5, 5, 5]) == nil)
    #expect(MainEffect.ordered([1, 2], results: [5, 6]) == nil)
    #expect(MainEffect.named(["a", "a", "a"], results: [1, 2, 3]) == nil)
    #expect(MainEffect.named(["a", "b", "c"], results: [1, 2, 3]) == nil)
  }

  private func checkShares(
    _ subject: ([Int], [[Double]]) -> VarianceDecomposition?
  ) throws {
    for golden in try GoldenComparisons.load().anova {
      let found = try #require(subject(golden.levels, golden.cells))
      #expect(found.effects.map(\.factors) == golden.effects.map(\.factors))
      for (effect, known) in zip(found.effects, golden.effects) {
        #expect(agree(effect.share, known.share, absolute: 1e-12))
        #expect(agree(effect.pValue ?? .nan, known.p, absolute: 1e-12))
      }
      #expect(agree(found.seedShare ?? .nan, golden.seeds))
    }
  }

  private func checkIshigami(_ subject: ([Double], [Double]) -> Double?) throws {
    var stream = RandomStream(seed: 1, purpose: "ishigami")
    let points = (0..<1_500).map { _ in
      (0..<3).map { _ in Double.pi * (2 * stream.uniform() - 1) }
    }
    let results = points.map { x in
      sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0])
    }
    for (place, index) in [0.3139, 0.4424, 0].enumerated() {
      let found = try #require(subject(points.map { $0[place] }, results))
      #expect(agree(found, index, absolute: 0.08))
    }
  }
}
