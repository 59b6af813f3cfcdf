extension ScheduleName {
  static let exponentialEntry = CatalogEntry(
    .schedule, "exponential", title: "exponential",
    summary: "Multiplied by the same factor in every unit.", formula: "η(t) = η·γᵗ",
    source: "PyTorch ExponentialLR", settings: [factor(0.9)])
}
