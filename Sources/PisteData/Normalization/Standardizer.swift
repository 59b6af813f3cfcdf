/// Mean 0 and standard deviation 1 over the training rows.
///
///     z = (x − μ) / σ,   σ² = Σ(x − μ)² / N
///
/// > Source: LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998, section 4.3.
///
/// > Differs from: scikit-learn's `StandardScaler`, which leaves the scale of a constant feature alone;
/// > here it becomes 0 in every row, since a pixel that training never saw lit says nothing.
package struct Standardizer: FeatureScaler {
  private let mean: Double
  private let deviation: Double

  package init(fitting sample: FeatureSample) {
    mean = sample.mean
    deviation = sample.isConstant ? 0 : sample.standardDeviation
  }

  package func scale(_ value: Double) -> Double {
    deviation > 0 ? (value - mean) / deviation : 0
  }
}
