/// The training rows' range stretched to 0…1; other rows may lie outside.
///
///     z = (x − min) / (max − min)
///
/// A constant feature becomes 0.
///
/// > Source: Pedregosa et al., "Scikit-learn: Machine Learning in Python", JMLR 12 (2011),
/// > `MinMaxScaler`.
package struct MinMaxScaler: FeatureScaler {
  private let least: Double
  private let range: Double

  package init(fitting sample: FeatureSample) {
    least = sample.values.first ?? 0
    range = (sample.values.last ?? 0) - least
  }

  package func scale(_ value: Double) -> Double {
    range > 0 ? (value - least) / range : 0
  }
}
