/// Normalizations between a hidden layer's sums and its activation.
public enum HiddenNormalizationName: String, CatalogName {
  /// The sums as they are.
  case none
  /// Each unit over the batch.
  case batch
  /// Each example over its units.
  case layer

  /// The entry of this normalization.
  public var entry: CatalogEntry {
    switch self {
    case .none:
      CatalogEntry(
        .hiddenNormalization, rawValue, title: "none", summary: "The sums go on as they are.")
    case .batch:
      CatalogEntry(
        .hiddenNormalization, rawValue, title: "batch normalization",
        summary: """
          Each hidden unit's sum to mean 0 and variance 1 over the batch, then a scale and a shift \
          that are learned; evaluations use running statistics in the place of the batch's.
          """,
        formula: """
          y = γ·(z − mean)/√(var + ε) + β      ε = 1e-5, γ begins at 1, β at 0
          r ← 0.9·r + 0.1·batch                running mean, and variance with B − 1 below
          """,
        source: "Ioffe and Szegedy, ICML 2015, arXiv:1502.03167; as PyTorch's BatchNorm1d")
    case .layer:
      CatalogEntry(
        .hiddenNormalization, rawValue, title: "layer normalization",
        summary: """
          Each example's sums to mean 0 and variance 1 over the layer's units, then a scale and a \
          shift of each unit that are learned; training and evaluation alike.
          """,
        formula: "y = γ·(z − mean)/√(var + ε) + β,  ε = 1e-5, γ begins at 1, β at 0",
        source: "Ba, Kiros and Hinton 2016, arXiv:1607.06450; as PyTorch's LayerNorm")
    }
  }
}
