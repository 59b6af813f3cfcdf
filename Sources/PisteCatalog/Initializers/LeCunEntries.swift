extension InitializerName {
  static let lecunUniformEntry = CatalogEntry(
    initializer: "lecun-uniform", title: "LeCun uniform",
    formula: "W ~ U(−a, a),  a = √(3/fan)",
    "Variance one over the width, whatever the activation: level for linear and SELU units.",
    source: lecun, settings: [fan])

  static let lecunNormalEntry = CatalogEntry(
    initializer: "lecun-normal", title: "LeCun normal", formula: "W ~ N(0, σ²),  σ = 1/√fan",
    "As LeCun uniform, with normal weights.", source: lecun,
    differsFrom: "Keras and JAX, which cut the tails at 2σ", settings: [fan])

  private static let lecun =
    "LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998, section 4.6"
}
