private import PisteCore

extension ScheduleName {
  static let polynomialEntry = CatalogEntry(
    .schedule, "polynomial", title: "polynomial",
    summary: "A power of the share of the run that is left; p = 1 is a straight line.",
    formula: "η(t) = η_T + (η − η_T)(1 − t/T)ᵖ,  η_T from T on",
    source: "PyTorch PolynomialLR; the power after Chen et al., arXiv:1606.00915",
    differsFrom: """
      PyTorch's PolynomialLR in that T is the whole run behind the warm-up, not a number of its \
      own, and in that the end may be above 0
      """,
    settings: [
      SettingDefinition(
        "schedule.power", .number, default: 1, range: .above(0), symbol: "p",
        "How steeply it falls at first; 1 for a straight line."),
      finalFactor,
    ])
}
