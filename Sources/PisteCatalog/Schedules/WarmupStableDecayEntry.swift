private import PisteCore

extension ScheduleName {
  static let warmupStableDecayEntry = CatalogEntry(
    .schedule, "warmup-stable-decay", title: "warmup-stable-decay",
    summary: """
      Level for most of the run, then down; the warm-up is schedule.warmup, as everywhere. Its \
      first unit of decay still has the full rate, so a decay of one unit would be none.
      """,
    formula: """
      η(t) = η                                    for t < T_s = (1 − d)·T
      η(t) = η_T + (η − η_T)·(1 − p) or (1 − √p),  p = (t − T_s)/(T − T_s)
      """,
    source: """
      Hu et al., MiniCPM, 2024, arXiv:2404.06395; Hägele et al., NeurIPS 2024, arXiv:2405.18392
      """,
    differsFrom: "MiniCPM, whose decay is exponential; these two shapes are Hägele et al.'s",
    settings: [
      SettingDefinition(
        "schedule.decay", .number, default: 0.2, range: .aboveUpTo(0, 1), symbol: "d",
        "Share of the run, warm-up left out, in which the rate falls."),
      SettingDefinition(
        "schedule.decay_shape", .word(["linear", "sqrt"]), default: "linear",
        "How it falls: in a straight line, or as 1 − √p, fast at first."),
      finalFactor,
    ])
}
