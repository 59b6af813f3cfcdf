internal import PisteCore

/// A seeded bootstrap: how a statistic varies when the sample is drawn again from itself.
///
/// Values come in strata, each of which is resampled within itself: one stratum for one sample, two
/// for two independent samples, one a task for scores over tasks. Paired values are resampled as
/// pairs, that is, as one stratum of their differences.
///
/// The draws come from the stream `bootstrap` of the seed: for each resample, for each stratum in
/// order, one whole number below the stratum's count for each of its values. Equal seeds give equal
/// bits.
///
/// > Source: Efron, "Bootstrap Methods: Another Look at the Jackknife", The Annals of Statistics 7
/// > (1979); for strata, Agarwal et al., NeurIPS 2021.
///
/// > Differs from: rliable, whose `random_state` reaches NumPy's global generator only, so that its
/// > intervals are not repeatable.
public struct Bootstrap: Sendable, Hashable {
  /// How many resamples are drawn, B.
  public var resamples: Int
  /// The seed of the draws.
  public var seed: UInt64
  /// The confidence level of the intervals, between 0 and 1.
  public var confidence: Double

  /// Creates a bootstrap.
  public init(resamples: Int = 9_999, seed: UInt64 = 0, confidence: Double = 0.95) {
    precondition(resamples >= 1, "bootstrap: \(resamples) resamples")
    precondition(confidence > 0 && confidence < 1, "bootstrap: confidence \(confidence)")
    self.resamples = resamples
    self.seed = seed
    self.confidence = confidence
  }

  /// The statistic of each resample, in the order drawn.
  ///
  /// - Parameters:
  ///   - strata: the samples, none of them empty.
  ///   - statistic: the statistic of strata of the same sizes.
  /// - Returns: B numbers.
  public func replicates<Value>(
    of strata: [[Double]], _ statistic: ([[Double]]) -> Value
  ) -> [Value] {
    precondition(!strata.contains(where: \.isEmpty), "bootstrap: a stratum is empty")
    var stream = RandomStream(seed: seed, purpose: "bootstrap")
    var drawn = strata
    return (0..<resamples).map { _ in
      for (place, stratum) in strata.enumerated() {
        for index in stratum.indices { drawn[place][index] = stratum[stream.below(stratum.count)] }
      }
      return statistic(drawn)
    }
  }

  /// The percentile interval: the quantiles α/2 and 1 − α/2 of the replicates.
  ///
  /// Too narrow for few values: with n = 5 about 0.85 where 0.95 is meant.
  ///
  /// - Parameters:
  ///   - strata: the samples, none of them empty.
  ///   - statistic: the statistic of strata of the same sizes.
  /// - Returns: the interval around the statistic of `strata`, or nil for fewer than two values in
  ///   every stratum.
  public func percentile(of strata: [[Double]], _ statistic: ([[Double]]) -> Double) -> Interval? {
    guard strata.contains(where: { $0.count >= 2 }) else { return nil }
    let tail = (1 - confidence) / 2
    let sorted = replicates(of: strata, statistic).sorted()
    return Interval(
      estimate: statistic(strata), lower: Quantile.linear(tail, ofSorted: sorted),
      upper: Quantile.linear(1 - tail, ofSorted: sorted), confidence: confidence)
  }
}
