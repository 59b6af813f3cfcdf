/// Scalings of the inputs, fitted on the training rows alone.
public enum NormalizationName: String, CatalogName {
  /// Mean 0, standard deviation 1.
  case standardize
  /// Ranks, from 0 to 1.
  case quantile
  /// Smallest 0, largest 1.
  case minMax = "min-max"
  /// Median 0, quartiles 1 apart.
  case robust
  /// Ranks, as quantiles of the normal distribution.
  case quantileNormal = "quantile-normal"
  /// As they are.
  case none

  /// The entry of this normalization.
  public var entry: CatalogEntry {
    switch self {
    case .standardize:
      CatalogEntry(
        .normalization, rawValue, title: "standardized",
        summary: "Each feature to mean 0 and standard deviation 1; a constant one becomes 0.",
        formula: "x′ = (x − mean)/sd",
        source: """
          LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998, section 4.3; scikit-learn's \
          StandardScaler
          """)
    case .quantile:
      CatalogEntry(
        .normalization, rawValue, title: "quantiles",
        summary: "Each feature to its rank among the training rows, from 0 to 1.",
        formula: "x′ = F(x), F the empirical distribution",
        source: "scikit-learn's QuantileTransformer with uniform output")
    case .minMax:
      CatalogEntry(
        .normalization, rawValue, title: "min–max",
        summary: "Each feature's training range to 0…1; a constant one becomes 0.",
        formula: "x′ = (x − min)/(max − min)", source: "scikit-learn's MinMaxScaler")
    case .robust:
      CatalogEntry(
        .normalization, rawValue, title: "robust",
        summary: "Each feature to median 0 and quartiles 1 apart, which outliers hardly move.",
        formula: "x′ = (x − median)/(q₇₅ − q₂₅)", source: "scikit-learn's RobustScaler",
        differsFrom: "that one for constant features, which become 0")
    case .quantileNormal:
      CatalogEntry(
        .normalization, rawValue, title: "normal quantiles",
        summary: "Each feature to the normal quantile of its rank, clipped to ±5.2.",
        formula: "x′ = Φ⁻¹(F(x)), F the empirical distribution",
        source: "scikit-learn's QuantileTransformer with normal output",
        differsFrom: "that one for constant features, which become 0")
    case .none:
      CatalogEntry(.normalization, rawValue, title: "raw", summary: "The values as they stand.")
    }
  }
}
