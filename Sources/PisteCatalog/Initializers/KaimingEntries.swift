extension InitializerName {
  static let kaimingUniformEntry = CatalogEntry(
    initializer: "kaiming-uniform", title: "Kaiming uniform",
    formula: "W ~ U(−a, a),  a = gain·√(3/fan)",
    "Keeps the variance level through rectified units.", source: kaiming,
    differsFrom: gainOfRectifiers, settings: [gain, fan])

  static let kaimingNormalEntry = CatalogEntry(
    initializer: "kaiming-normal", title: "Kaiming normal",
    formula: "W ~ N(0, σ²),  σ = gain/√fan",
    "As Kaiming uniform, with normal weights.", source: kaiming,
    differsFrom: gainOfRectifiers, settings: [gain, fan])

  private static let kaiming = "He, Zhang, Ren and Sun, ICCV 2015, arXiv:1502.01852, equation 10"

  private static let gainOfRectifiers = """
    PyTorch's functions, whose gain is √2 unless given: here it follows from the network's \
    activation, also in the last layer, which has none behind it
    """
}
