extension InitializerName {
  static let kaimingUniformEntry = CatalogEntry(
    initializer: "kaiming-uniform", title: "Kaiming uniform",
    formula: "W ~ U(−a, a),  a = gain·√(3/fan)",
    "Keeps the variance level through rectified units.", source: kaiming, settings: [gain, fan])

  static let kaimingNormalEntry = CatalogEntry(
    initializer: "kaiming-normal", title: "Kaiming normal",
    formula: "W ~ N(0, σ²),  σ = gain/√fan",
    "As Kaiming uniform, with normal weights.", source: kaiming, settings: [gain, fan])

  private static let kaiming = "He, Zhang, Ren and Sun, ICCV 2015, arXiv:1502.01852, equation 10"
}
