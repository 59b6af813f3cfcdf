extension Bootstrap {
  /// The bias-corrected and accelerated interval.
  ///
  ///     z₀ = Φ⁻¹(share of replicates below θ̂, those equal but for rounding counted half)
  ///     a  = Σᵢⱼ Uᵢⱼ³/nᵢ³ / 6 (Σᵢⱼ Uᵢⱼ²/nᵢ²)^{3/2},   Uᵢⱼ = (nᵢ − 1) (θ̂ᵢ· − θ̂ᵢ₍ⱼ₎)
  ///     αₖ = Φ(z₀ + (z₀ + zₖ) / (1 − a (z₀ + zₖ)))
  ///
  /// with θ̂ᵢ₍ⱼ₎ the statistic without value j of stratum i, and zₖ the normal quantiles of the level.
  ///
  /// > Source: Efron, "Better Bootstrap Confidence Intervals", Journal of the American Statistical
  /// > Association 82 (1987); Efron and Tibshirani, An Introduction to the Bootstrap (1993), 14.3,
  /// > and for several samples exercise 14.8, as SciPy has it.
  ///
  /// - Parameters:
  ///   - strata: the samples, none of them empty.
  ///   - statistic: the statistic; it must also be defined with one value left out.
  /// - Returns: the interval; a point where every replicate and the statistic are equal; nil where a
  ///   stratum has fewer than two values, or all replicates lie on one side of the statistic.
  public func bca(of strata: [[Double]], _ statistic: ([[Double]]) -> Double) -> Interval? {
    guard !strata.isEmpty, strata.allSatisfy({ $0.count >= 2 }) else { return nil }
    return bca(
      estimate: statistic(strata), replicates: replicates(of: strata, statistic),
      jackknife: Self.jackknife(strata, statistic))
  }

  /// The interval of replicates that were made already.
  func bca(estimate: Double, replicates: [Double], jackknife: [[Double]]) -> Interval? {
    let sorted = replicates.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    guard first < last || first != estimate else {
      return Interval(
        estimate: estimate, lower: estimate, upper: estimate, confidence: confidence)
    }
    guard
      let levels = Self.levels(
        estimate: estimate, replicates: sorted, jackknife: jackknife, confidence: confidence)
    else { return nil }
    return Interval(
      estimate: estimate, lower: Quantile.linear(levels.lower, ofSorted: sorted),
      upper: Quantile.linear(levels.upper, ofSorted: sorted), confidence: confidence)
  }

  /// z₀, a and the two quantiles' levels; nil where z₀ or a is not finite.
  static func levels(
    estimate: Double, replicates: [Double], jackknife: [[Double]], confidence: Double
  ) -> (bias: Double, acceleration: Double, lower: Double, upper: Double)? {
    // Replicates that rounding alone parts from the estimate are equal to it: they may be many.
    let range = (replicates.max() ?? 0) - (replicates.min() ?? 0)
    let below = Double(replicates.count { $0 < estimate - 1e-12 * range })
    let equal = Double(replicates.count { abs($0 - estimate) <= 1e-12 * range })
    let bias = StandardNormal.quantile((below + equal / 2) / Double(replicates.count))
    var cubes = 0.0
    var squares = 0.0
    for values in jackknife {
      let count = Double(values.count)
      let center = Moments.mean(values)
      for value in values {
        let influence = (count - 1) * (center - value) / count
        cubes += influence * influence * influence
        squares += influence * influence
      }
    }
    let acceleration = cubes / (6 * squares * squares.squareRoot())
    guard bias.isFinite, acceleration.isFinite else { return nil }
    func level(_ p: Double) -> Double {
      let sum = bias + StandardNormal.quantile(p)
      return StandardNormal.cumulative(bias + sum / (1 - acceleration * sum))
    }
    return (bias, acceleration, level((1 - confidence) / 2), level((1 + confidence) / 2))
  }

  /// The statistic without each value in turn, by stratum.
  static func jackknife(
    _ strata: [[Double]], _ statistic: ([[Double]]) -> Double
  ) -> [[Double]] {
    strata.indices.map { place in
      strata[place].indices.map { index in
        var rest = strata
        rest[place].remove(at: index)
        return statistic(rest)
      }
    }
  }
}
