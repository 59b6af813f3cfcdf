/// The functions between the layers.
public enum ActivationName: String, CatalogName {
  /// The logistic function.
  case sigmoid
  /// The hyperbolic tangent.
  case tanh
  /// The positive part.
  case relu
  /// No function at all.
  case identity

  /// The entry of this activation.
  public var entry: CatalogEntry {
    switch self {
    case .sigmoid:
      CatalogEntry(
        .activation, rawValue, title: "sigmoid",
        summary: "Squashes to 0…1; its slope is at most ¼, so deep stacks lose their gradients.",
        formula: "σ(z) = 1/(1 + e⁻ᶻ),  σ′ = σ(1 − σ)")
    case .tanh:
      CatalogEntry(
        .activation, rawValue, title: "tanh", summary: "Squashes to −1…1, centered.",
        formula: "tanh z,  tanh′ = 1 − tanh²",
        source: "LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998")
    case .relu:
      CatalogEntry(
        .activation, rawValue, title: "ReLU", summary: "Passes what is positive, stops the rest.",
        formula: "max(0, z),  slope 1 for z > 0, else 0", source: "Nair and Hinton, ICML 2010")
    case .identity:
      CatalogEntry(
        .activation, rawValue, title: "identity",
        summary: "No function: the network stays linear, however deep.", formula: "z")
    }
  }
}
