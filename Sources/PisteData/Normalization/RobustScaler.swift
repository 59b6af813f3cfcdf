/// Median 0 and a distance of 1 between the quartiles of the training rows.
///
///     z = (x − median) / (q₇₅ − q₂₅)
///
/// A few extreme values move neither number. Where the quartiles are equal although the feature
/// varies, as for a pixel that is dark in most images, only the median is taken off. A constant
/// feature becomes 0.
///
/// > Source: Pedregosa et al., "Scikit-learn: Machine Learning in Python", JMLR 12 (2011),
/// > `RobustScaler`.
///
/// > Differs from: scikit-learn for constant features alone, where it keeps how far another row's
/// > value lies from the constant.
package struct RobustScaler: FeatureScaler {
  private let median: Double
  /// The distance of the quartiles, 1 where it is zero; 0 for a constant feature.
  private let range: Double

  package init(fitting sample: FeatureSample) {
    median = sample.quantile(0.5)
    let distance = sample.quantile(0.75) - sample.quantile(0.25)
    range = sample.isConstant ? 0 : distance > 0 ? distance : 1
  }

  package func scale(_ value: Double) -> Double {
    range > 0 ? (value - median) / range : 0
  }
}
