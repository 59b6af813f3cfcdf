extension InitializerName {
  static let orthogonalEntry = CatalogEntry(
    initializer: "orthogonal", title: "orthogonal",
    formula: "W = gain·Q,  QR = Gaussian, columns of Q signed by the diagonal of R",
    "Rows (or columns, if there are fewer) orthogonal and of equal length.",
    source: "Saxe, McClelland and Ganguli, ICLR 2014, arXiv:1312.6120",
    differsFrom: gainOfOne, settings: [gain])

  static let lsuvEntry = CatalogEntry(
    initializer: "lsuv", title: "LSUV",
    formula: "W orthogonal; layer by layer: W ← W/sd(x·W + b) until |var − 1| < 0.1",
    """
    Orthogonal first, then each layer is scaled so that its sums over the first batch of training \
    rows, in file order, have variance 1. Inputs should be standardized first.
    """,
    source: "Mishkin and Matas, ICLR 2016, arXiv:1511.06422, Algorithm 1, at most 10 tries",
    differsFrom: """
      other initializers in that the weights depend on the data; a layer whose sums do not vary \
      stays orthogonal
      """)
}
