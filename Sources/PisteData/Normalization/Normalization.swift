/// How inputs are scaled, with numbers fitted on training rows alone.
package enum Normalization: String, CaseIterable, Sendable {
  case standardize
  case quantile
  case minMax = "min-max"
  case robust
  case quantileNormal = "quantile-normal"
  case none

  /// Fits a scaler to one feature's training values.
  package func fit(_ sample: FeatureSample) -> any FeatureScaler {
    switch self {
    case .standardize: Standardizer(fitting: sample)
    case .quantile: QuantileScaler(fitting: sample)
    case .minMax: MinMaxScaler(fitting: sample)
    case .robust: RobustScaler(fitting: sample)
    case .quantileNormal: QuantileNormalScaler(fitting: sample)
    case .none: UnchangedFeature(fitting: sample)
    }
  }
}

/// Over what a scaler's numbers are taken.
package enum NormalizationScope: String, CaseIterable, Sendable {
  /// Each feature by itself.
  case feature
  /// One scaler for all features together, as for the pixels of an image.
  case image
}

/// A function of one feature's value, fitted on training rows.
package protocol FeatureScaler: Sendable {
  /// Fits to the training values.
  init(fitting sample: FeatureSample)
  /// The scaled value.
  func scale(_ value: Double) -> Double
}

/// Leaves values as they are: pixels 0…255, numbers as written in the file.
package struct UnchangedFeature: FeatureScaler {
  package init(fitting sample: FeatureSample) {}
  package func scale(_ value: Double) -> Double { value }
}
