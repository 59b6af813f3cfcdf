extension ScheduleName {
  static let constantEntry = CatalogEntry(
    .schedule, "constant", title: "constant", summary: "The same rate throughout.",
    formula: "η(t) = η")
}
