extension ScheduleName {
  static let multiStepEntry = CatalogEntry(
    .schedule, "multi-step", title: "multi-step", summary: "Divided at given places.",
    formula: "η(t) = η·γ^#{milestones ≤ t}", source: "PyTorch MultiStepLR",
    settings: [
      SettingDefinition(
        "schedule.milestones", .integers, range: .atLeast(1), unit: "schedule units",
        isRequired: true, "Where the rate is multiplied, each larger than the one before."),
      factor(0.1),
    ])
}
