/// The training rows' ranks as quantiles of the standard normal distribution.
///
///     z = Φ⁻¹(F(x)),  clipped to ±5.19933758
///
/// F is ``QuantileScaler``'s empirical distribution function, so that whatever the feature's
/// distribution was, the training rows become normal. The least and the greatest value, and all
/// beyond them, would lie at infinity and are clipped to Φ⁻¹ of 10⁻⁷ and of 1 − 10⁻⁷. A constant
/// feature becomes 0.
///
/// > Source: Pedregosa et al., "Scikit-learn: Machine Learning in Python", JMLR 12 (2011),
/// > `QuantileTransformer` with normal output and as many quantiles as training rows.
///
/// > Differs from: scikit-learn for constant features alone, which it sends to one end.
package struct QuantileNormalScaler: FeatureScaler {
  private let ranks: QuantileScaler
  private let isConstant: Bool

  package init(fitting sample: FeatureSample) {
    ranks = QuantileScaler(fitting: sample)
    isConstant = sample.isConstant
  }

  package func scale(_ value: Double) -> Double {
    guard !isConstant else { return 0 }
    // A hair inside 10⁻⁷, as in scikit-learn, whose clipping it must match to the last digits.
    let edge = 1e-7 - 0x1p-52
    return NormalQuantile.of(min(max(ranks.scale(value), edge), 1 - edge))
  }
}
