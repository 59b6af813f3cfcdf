private import PisteCore

extension ScheduleName {
  static let inverseTimeEntry = CatalogEntry(
    .schedule, "inverse-time", title: "inverse time",
    summary: """
      Falls as one over the time: the slowest fall of this kind whose squares still have a finite \
      sum, as convergence proofs ask.
      """,
    formula: "η(t) = η/(1 + k·t)",
    source: "Robbins and Monro, Annals of Mathematical Statistics 22, 1951",
    settings: [
      SettingDefinition(
        "schedule.decay_rate", .number, default: 0.1, range: .above(0),
        unit: "per schedule unit", symbol: "k", "How fast it falls: the rate is halved at 1/k.")
    ])
}
