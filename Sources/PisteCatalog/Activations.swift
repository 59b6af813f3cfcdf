private import PisteCore

/// The functions between the layers.
public enum ActivationName: String, CatalogName {
  /// The logistic function.
  case sigmoid
  /// The hyperbolic tangent.
  case tanh
  /// The positive part.
  case relu
  /// The rectifier that lets a little through.
  case leakyReLU = "leaky-relu"
  /// The exponential linear unit.
  case elu
  /// The self-normalizing unit.
  case selu
  /// The Gaussian error linear unit.
  case gelu
  /// That unit by the hyperbolic tangent.
  case geluTanh = "gelu-tanh"
  /// The sigmoid linear unit, swish.
  case silu
  /// The rectifier without the kink.
  case softplus
  /// No function at all.
  case identity

  /// The entry of this activation.
  public var entry: CatalogEntry {
    switch self {
    case .sigmoid:
      CatalogEntry(
        .activation, rawValue, title: "sigmoid",
        summary: "Squashes to 0…1; its slope is at most ¼, so deep stacks lose their gradients.",
        formula: "σ(z) = 1/(1 + e⁻ᶻ),  σ′ = σ(1 − σ)",
        source: "Rumelhart, Hinton and Williams, Nature 323, 1986")
    case .tanh:
      CatalogEntry(
        .activation, rawValue, title: "tanh", summary: "Squashes to −1…1, centered.",
        formula: "tanh z,  tanh′ = 1 − tanh²",
        source: "LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998")
    case .relu:
      CatalogEntry(
        .activation, rawValue, title: "ReLU", summary: "Passes what is positive, stops the rest.",
        formula: "max(0, z),  slope 1 for z > 0, else 0", source: "Nair and Hinton, ICML 2010")
    case .leakyReLU:
      CatalogEntry(
        .activation, rawValue, title: "leaky ReLU",
        summary: "Passes what is positive, and a little of the rest. Gain √(2/(1 + a²)).",
        formula: "z for z > 0, else a·z,  slope 1 for z > 0, else a",
        source: "Maas, Hannun and Ng, ICML 2013",
        settings: [
          SettingDefinition(
            "model.negative_slope", .number, default: 0.01, range: .closed(0, 1), symbol: "a",
            "The slope of leaky ReLU below 0.")
        ])
    case .elu:
      CatalogEntry(
        .activation, rawValue, title: "ELU",
        summary: "Passes what is positive and levels off smoothly at −α. Gain √2, as ReLU.",
        formula: "f = z for z > 0, else α·(eᶻ − 1),  slope 1 for z > 0, else f + α",
        source: "Clevert, Unterthiner and Hochreiter, arXiv:1511.07289",
        settings: [
          SettingDefinition(
            "model.alpha", .number, default: 1, range: .above(0), symbol: "α",
            "How far below 0 ELU levels off.")
        ])
    case .selu:
      CatalogEntry(
        .activation, rawValue, title: "SELU",
        summary: """
          An ELU whose two numbers make mean 0 and variance 1 a fixed point. Gain ¾, as in PyTorch; \
          the paper's is 1.
          """,
        formula: """
          f = λ·z for z > 0, else λ·α·(eᶻ − 1),  slope λ for z > 0, else f + λ·α
          λ = 1.0507009873554805,  α = 1.6732632423543772
          """,
        source: "Klambauer, Unterthiner, Mayr and Hochreiter, arXiv:1706.02515")
    case .gelu:
      CatalogEntry(
        .activation, rawValue, title: "GELU",
        summary: "z times the chance that a normal number lies below z. Gain √2, as ReLU.",
        formula: "z·Φ(z) = z/2 · (1 + erf(z/√2)),  slope Φ(z) + z·φ(z)",
        source: "Hendrycks and Gimpel, arXiv:1606.08415")
    case .geluTanh:
      CatalogEntry(
        .activation, rawValue, title: "GELU (tanh)",
        summary: "GELU with tanh in the place of the error function. Gain √2, as ReLU.",
        formula: "z/2 · (1 + tanh(√(2/π)·(z + 0.044715·z³)))",
        source: "Hendrycks and Gimpel, arXiv:1606.08415",
        differsFrom: "gelu by at most 5e-4; PyTorch's approximate=\"tanh\"")
    case .silu:
      CatalogEntry(
        .activation, rawValue, title: "SiLU",
        summary: "z times its own logistic function, also called swish. Gain √2, as ReLU.",
        formula: "z·σ(z),  slope σ·(1 + z·(1 − σ))",
        source: "Elfwing, Uchibe and Doya, arXiv:1702.03118")
    case .softplus:
      CatalogEntry(
        .activation, rawValue, title: "softplus",
        summary: "A rectifier without the kink. Gain √2, as ReLU.",
        formula: "log(1 + eᶻ),  slope σ(z)",
        source: "Dugas, Bengio, Bélisle, Nadeau and Garcia, NIPS 2000")
    case .identity:
      CatalogEntry(
        .activation, rawValue, title: "identity",
        summary: "No function: the network stays linear, however deep.", formula: "z,  slope 1",
        source: "Baldi and Hornik, Neural Networks 2, 1989")
    }
  }
}
