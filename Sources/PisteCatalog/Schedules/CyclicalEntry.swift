private import PisteCore

extension ScheduleName {
  static let cyclicalEntry = CatalogEntry(
    .schedule, "cyclical", title: "cyclical",
    summary: """
      Up and down in straight lines between a lower rate and the full one, again and again; \
      optimizer.lr is the upper rate.
      """,
    formula: """
      η(t) = η_b + (η − η_b)·h(t)·s
      h: 0 → 1 in step_size_up units, 1 → 0 in step_size_down
      s: 1 (triangular), 2^(−cycles done) (triangular2), γᵗ (exp-range)
      """,
    source: "Smith, WACV 2017, arXiv:1506.01186; as PyTorch's CyclicLR",
    differsFrom: """
      PyTorch's in that the lower rate is a share of the upper one, which is optimizer.lr; and \
      PyTorch's moves the momentum of an SGD that was given none, this one leaves it alone
      """,
    settings: [
      SettingDefinition(
        "schedule.mode", .word(["triangular", "triangular2", "exp-range"]),
        default: "triangular", "How the height of the cycles changes: not, halved, by γ a unit."),
      SettingDefinition(
        "schedule.base_factor", .number, default: 0.1, range: .closed(0, 1), symbol: "η_b/η",
        "The lower rate, as a share of the upper."),
      SettingDefinition(
        "schedule.step_size_up", .integer, default: 5, range: .closed(1, 1_000_000_000),
        unit: "schedule units", "Units from the lower rate to the upper."),
      SettingDefinition(
        "schedule.step_size_down", .integer, range: .closed(1, 1_000_000_000),
        unit: "schedule units",
        "Units from the upper rate to the lower; left out, as many as up."),
      SettingDefinition(
        "schedule.factor", .number, default: 1, range: .aboveUpTo(0, 1), symbol: "γ",
        "What exp-range multiplies the height by in each unit; with 1 it is triangular."),
    ] + momentum(base: 0.8, max: 0.9))
}
