private import PisteCore

extension ScheduleName {
  static let oneCycleEntry = CatalogEntry(
    .schedule, "one-cycle", title: "one cycle",
    summary: """
      Up to the full rate and then far down, once in the run, the momentum going the other way; \
      optimizer.lr is the rate of the peak, not the first; where the peak falls between two units, \
      the highest rate of the run stays a little below it.
      """,
    formula: """
      up:    η/25 → η           over the first 30 % of the run
      down:  η → η/25/10⁴       over the rest
      between two ends a → b:  b + ½(a − b)(1 + cos π·p), or a + (b − a)·p
      μ:     0.95 → 0.85 → 0.95 likewise
      """,
    source: "Smith and Topin, 2018, arXiv:1708.07120; as PyTorch's OneCycleLR",
    differsFrom: """
      the paper in the cosine and in going down in one phase, as fast.ai and PyTorch have it \
      (schedule.three_phase and schedule.anneal give the paper's); PyTorch's moves the momentum of \
      an SGD that was given none, this one leaves it alone
      """,
    settings: [
      SettingDefinition(
        "schedule.pct_start", .number, default: 0.3, range: .aboveUpTo(0, 1),
        "Share of the run in which the rate rises."),
      SettingDefinition(
        "schedule.div_factor", .number, default: 25, range: .atLeast(1),
        "The first rate is the full one divided by this."),
      SettingDefinition(
        "schedule.final_div_factor", .number, default: 10000, range: .atLeast(1),
        "The last rate is the first one divided by this."),
      SettingDefinition(
        "schedule.anneal", .word(["cosine", "linear"]), default: "cosine",
        "Whether the rate moves along half a cosine or a straight line."),
      SettingDefinition(
        "schedule.three_phase", .boolean, default: false,
        "Goes back to the first rate as fast as it rose, then to the last in a third phase."),
    ] + momentum(base: 0.85, max: 0.95))
}
