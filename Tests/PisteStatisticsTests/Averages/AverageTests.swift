import PisteStatistics
import Testing

@Suite struct AverageTests {
  @Test func trimmedMeansAgreeWithSciPy() throws {
    try checkTrimmed { TrimmedMean.trimmed($0, proportion: $1) }
    withKnownIssue("weights at the quartiles") {
      try checkTrimmed { values, proportion in
        let sorted = values.sorted()
        let low = Quantile.linear(proportion, ofSorted: sorted)
        let high = Quantile.linear(1 - proportion, ofSorted: sorted)
        return Moments.mean(sorted.filter { $0 >= low && $0 <= high })
      }
    }
  }

  @Test func theInterquartileMeanIsThatOfRliable() {
    let a = [0.881, 0.884, 0.879, 0.886, 0.883]
    let x = [0.10, 0.52, 0.61, 0.70, 0.71, 0.83, 0.85, 0.90]
    #expect(agree(TrimmedMean.interquartile(a), 0.8826666666666667))
    #expect(agree(TrimmedMean.interquartile(x), 0.7125))
    #expect(TrimmedMean.interquartile([-.infinity, 1, 2, 3]) == 1.5)
  }

  @Test func quantilesAgreeWithNumPy() throws {
    for golden in try GoldenComparisons.load().quantile {
      let found = Quantile.linear(golden.p, ofSorted: golden.values)
      #expect(agree(found, golden.value, absolute: 1e-15))
    }
    #expect(Quantile.median([3, .infinity, 1]) == 3)
    #expect(Quantile.median([1, .infinity]) == .infinity)
    #expect(Quantile.median([-.infinity, 1]) == -.infinity)
    #expect(Quantile.median([]).isNaN)
  }

  @Test func slopesAgreeWithSciPy() throws {
    for golden in try GoldenComparisons.load().trend {
      let found = try #require(Trend(golden.x, golden.y))
      #expect(agree(found.slope, golden.slope) && agree(found.standardError, golden.error))
      #expect(agree(found.pValue, golden.p))
    }
    #expect(Trend([1, 2], [1, 2]) == nil && Trend([1, 1, 1], [1, 2, 3]) == nil)
    #expect(Trend([1, 2, 3], [5, 5, 5])?.pValue == 1)
    #expect(Trend([1, 2, 3], [1, 2, 3])?.pValue == 0)
  }

  @Test func theOptimalityGapCountsShortfallOnly() {
    #expect(agree(OptimalityGap.mean([0.5, 2, 0.9]), 0.2))
    #expect(OptimalityGap.mean([1, 7]) == 0)
  }

  private func checkTrimmed(_ subject: ([Double], Double) -> Double) throws {
    for golden in try GoldenComparisons.load().trimmed {
      let found = subject(golden.values, golden.proportion)
      #expect(agree(found, golden.mean, absolute: 1e-15))
    }
  }
}
