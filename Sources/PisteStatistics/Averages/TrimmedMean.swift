/// Means of the middle of a sample.
public enum TrimmedMean {
  /// The mean without the ⌊p n⌋ smallest and the ⌊p n⌋ largest values.
  ///
  /// > Source: Tukey and McLaughlin, "Less vulnerable confidence and significance procedures for
  /// > location based on a single sample", Sankhyā A 25 (1963). Whole values are dropped, as
  /// > SciPy's `trim_mean` does.
  ///
  /// - Parameters:
  ///   - values: the sample. Infinities are allowed where they are trimmed away.
  ///   - proportion: p, the share dropped at each end, 0 ≤ p < ½.
  /// - Returns: the mean of the rest; NaN for no values.
  public static func trimmed(_ values: [Double], proportion: Double) -> Double {
    precondition(
      proportion >= 0 && proportion < 0.5, "trimmed mean: \(proportion) at each end leaves nothing")
    let dropped = Int(proportion * Double(values.count))
    return Moments.mean(Array(values.sorted()[dropped..<(values.count - dropped)]))
  }

  /// The interquartile mean: a quarter is dropped at each end.
  ///
  /// > Source: Agarwal, Schwarzer, Castro, Courville and Bellemare, "Deep Reinforcement Learning at
  /// > the Edge of the Statistical Precipice", NeurIPS 2021.
  ///
  /// > Differs from: the interquartile mean of other texts, which weighs the values at the quartiles
  /// > by fractions where n is no multiple of four.
  ///
  /// - Parameter values: the sample: every run of every task.
  /// - Returns: the mean of the middle; NaN for no values.
  public static func interquartile(_ values: [Double]) -> Double {
    trimmed(values, proportion: 0.25)
  }
}
