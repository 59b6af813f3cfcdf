private import PisteCore

extension InitializerName {
  static let uniformEntry = CatalogEntry(
    initializer: "uniform", title: "uniform", formula: "W ~ U(low, high)",
    "Uniform between two bounds, whatever the layer's size.",
    source: "PyTorch, nn.init.uniform_", differsFrom: "that one in the bounds, there 0 and 1",
    settings: [
      SettingDefinition(
        "model.init.low", .number, default: -0.05, range: .any, "The lower bound."),
      SettingDefinition(
        "model.init.high", .number, default: 0.05, range: .any,
        "The upper bound, above the lower."),
    ])

  static let normalEntry = CatalogEntry(
    initializer: "normal", title: "normal", formula: "W ~ N(0, σ²)",
    "Normal around zero, whatever the layer's size.",
    source: "PyTorch, nn.init.normal_; σ as Krizhevsky, Sutskever and Hinton, NIPS 2012",
    differsFrom: "PyTorch's in σ, there 1", settings: [deviation])

  static let truncatedNormalEntry = CatalogEntry(
    initializer: "truncated-normal", title: "truncated normal",
    formula: "W ~ N(0, σ²), drawn again while |W| > c·σ",
    """
    Normal around zero without its tails. σ is that of the normal it is cut from: cut at 2σ, the \
    weights' own deviation is 0.8796·σ.
    """,
    source: "TensorFlow 1, truncated_normal_initializer",
    differsFrom: """
      Keras 2 and JAX, which divide by 0.87962566 so that σ is realised; PyTorch's trunc_normal_, \
      whose default bounds −2 and 2 are absolute and, at usual σ, cut nothing
      """,
    settings: [
      deviation,
      SettingDefinition(
        "model.init.cut", .number, default: 2, range: .closed(0.1, 10), unit: "σ", symbol: "c",
        "Where the tails are cut, in deviations of the normal."),
    ])
}
