extension InitializerName {
  static let xavierUniformEntry = CatalogEntry(
    initializer: "xavier-uniform", title: "Xavier uniform",
    formula: "W ~ U(−a, a),  a = gain·√(6/(in + out))",
    "Keeps the variance of activations and of gradients about level, for tanh-like units.",
    source: xavier, differsFrom: gainOfOne,
    settings: [gain])

  static let xavierNormalEntry = CatalogEntry(
    initializer: "xavier-normal", title: "Xavier normal",
    formula: "W ~ N(0, σ²),  σ = gain·√(2/(in + out))",
    "As Xavier uniform, with normal weights.", source: xavier, differsFrom: gainOfOne,
    settings: [gain])

  private static let xavier = "Glorot and Bengio, AISTATS 2010, equations 12 and 16"
}
