extension ScheduleName {
  static let constantEntry = CatalogEntry(
    .schedule, "constant", title: "constant", summary: "The same rate throughout.",
    formula: "η(t) = η",
    source: "Robbins and Monro, Annals of Mathematical Statistics 22, 1951, whose rate must fall")
}
