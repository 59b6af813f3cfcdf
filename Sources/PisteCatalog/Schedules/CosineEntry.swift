extension ScheduleName {
  static let cosineEntry = CatalogEntry(
    .schedule, "cosine", title: "cosine",
    summary: "Half a cosine down towards its end; the last unit is t = T − 1, just above it.",
    formula: "η(t) = η_T + ½(η − η_T)(1 + cos(π·t/T))",
    source: "Loshchilov and Hutter, ICLR 2017, arXiv:1608.03983, without restarts",
    differsFrom: """
      PyTorch's CosineAnnealingLR only beyond T, where that rises again: here T is the whole \
      run, so beyond it there is nothing
      """,
    settings: [finalFactor])
}
