private import PisteCore

extension ScheduleName {
  static let inverseSqrtEntry = CatalogEntry(
    .schedule, "inverse-sqrt", title: "inverse square root",
    summary: "Falls as one over the root of the time, so it needs no end of the run to aim at.",
    formula: "η(t) = η·√(τ/(t + τ))",
    source: "Vaswani et al., NeurIPS 2017, arXiv:1706.03762, equation 3",
    differsFrom: """
      the paper in that η is the highest rate, with no factor for the width of the model; with \
      τ = schedule.warmup the curve behind the warm-up is the paper's
      """,
    settings: [
      SettingDefinition(
        "schedule.timescale", .number, default: 1, range: .above(0), unit: "schedule units",
        symbol: "τ", "The rate has fallen to 1/√2 of the first after so long.")
    ])
}
