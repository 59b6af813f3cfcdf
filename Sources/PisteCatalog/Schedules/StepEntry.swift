private import PisteCore

extension ScheduleName {
  static let stepEntry = CatalogEntry(
    .schedule, "step", title: "step",
    summary: "Large first, then divided again and again at equal distances.",
    formula: "η(t) = η·γ^⌊t/k⌋", source: "PyTorch StepLR",
    settings: [
      SettingDefinition(
        "schedule.every", .integer, default: 3, range: .atLeast(1), unit: "schedule units",
        symbol: "k", "Distance between two divisions."),
      factor(0.1),
    ])
}
