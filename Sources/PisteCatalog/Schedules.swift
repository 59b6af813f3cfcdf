private import PisteCore

/// The learning-rate schedules.
public enum ScheduleName: String, CatalogName {
  /// The same rate throughout.
  case constant
  /// Large first, then divided at equal distances.
  case step
  /// Divided at given places.
  case multiStep = "multi-step"
  /// Multiplied in every unit.
  case exponential
  /// Half a cosine from the rate down to its end.
  case cosine

  /// The entry of this schedule.
  public var entry: CatalogEntry {
    switch self {
    case .constant:
      CatalogEntry(
        .schedule, rawValue, title: "constant", summary: "The same rate throughout.",
        formula: "η(t) = η")
    case .step:
      CatalogEntry(
        .schedule, rawValue, title: "step",
        summary: "Large first, then divided again and again at equal distances.",
        formula: "η(t) = η·γ^⌊t/k⌋", source: "PyTorch StepLR",
        settings: [
          SettingDefinition(
            "schedule.every", .integer, default: 3, range: .atLeast(1), unit: "schedule units",
            symbol: "k", "Distance between two divisions."),
          Self.factor(0.1),
        ])
    case .multiStep:
      CatalogEntry(
        .schedule, rawValue, title: "multi-step", summary: "Divided at given places.",
        formula: "η(t) = η·γ^#{milestones ≤ t}", source: "PyTorch MultiStepLR",
        settings: [
          SettingDefinition(
            "schedule.milestones", .integers, range: .atLeast(1), unit: "schedule units",
            isRequired: true, "Where the rate is multiplied, each larger than the one before."),
          Self.factor(0.1),
        ])
    case .exponential:
      CatalogEntry(
        .schedule, rawValue, title: "exponential",
        summary: "Multiplied by the same factor in every unit.", formula: "η(t) = η·γᵗ",
        source: "PyTorch ExponentialLR", settings: [Self.factor(0.9)])
    case .cosine:
      CatalogEntry(
        .schedule, rawValue, title: "cosine",
        summary: "Half a cosine down towards its end; the last unit is t = T − 1, just above it.",
        formula: "η(t) = η_T + ½(η − η_T)(1 + cos(π·t/T))",
        source: "Loshchilov and Hutter, ICLR 2017, arXiv:1608.03983, without restarts",
        differsFrom: """
          PyTorch's CosineAnnealingLR only beyond T, where that rises again: here T is the whole \
          run, so beyond it there is nothing
          """,
        settings: [
          SettingDefinition(
            "schedule.final_factor", .number, default: 0, range: .closed(0, 1), symbol: "η_T/η",
            "The rate at the end, as a share of the first.")
        ])
    }
  }

  /// The settings that every schedule has.
  static let commonSettings: [SettingDefinition] = [
    SettingDefinition(
      "schedule.unit", .word(["epoch", "step"]), default: "epoch",
      "What the schedule counts in: its t, T and all its numbers are in epochs or in steps."),
    SettingDefinition(
      "schedule.warmup", .integer, default: 0, range: .atLeast(0), unit: "schedule units",
      "Units over which the rate rises linearly before the schedule proper begins at its t = 0."),
    SettingDefinition(
      "schedule.warmup_start", .number, default: .number(1 / 3), range: .aboveUpTo(0, 1),
      "The rate at the first step of the warm-up, as a share of the full rate."),
  ]

  private static func factor(_ value: Double) -> SettingDefinition {
    SettingDefinition(
      "schedule.factor", .number, default: .number(value), range: .aboveUpTo(0, 1), symbol: "γ",
      "What the rate is multiplied by.")
  }
}
