private import PisteCore

extension ScheduleName {
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

  static func factor(_ value: Double) -> SettingDefinition {
    SettingDefinition(
      "schedule.factor", .number, default: .number(value), range: .aboveUpTo(0, 1), symbol: "γ",
      "What the rate is multiplied by.")
  }

  static let finalFactor = SettingDefinition(
    "schedule.final_factor", .number, default: 0, range: .closed(0, 1), symbol: "η_T/η",
    "The rate at the end, as a share of the first.")

  /// The settings of schedules that can move the momentum against the rate.
  static func momentum(base: Double, max: Double) -> [SettingDefinition] {
    [
      SettingDefinition(
        "schedule.cycle_momentum", .boolean,
        """
        Whether the momentum (β₁ of Adam) moves against the rate; left out, it does where the \
        optimizer has one above 0.
        """),
      SettingDefinition(
        "schedule.base_momentum", .number, default: .number(base), range: .halfOpen(0, 1),
        symbol: "μ_min", "The momentum where the rate is highest, if it moves."),
      SettingDefinition(
        "schedule.max_momentum", .number, default: .number(max), range: .halfOpen(0, 1),
        symbol: "μ_max", "The momentum where the rate is lowest, if it moves."),
    ]
  }
}
