private import PisteCore

extension OptimizerName {
  static let scheduleFreeSGDEntry = CatalogEntry(
    .optimizer, "schedule-free-sgd", title: "Schedule-Free SGD",
    summary: "Trains at y and evaluates at x, an average that needs no decaying rate.",
    formula: """
      g ← ∂L/∂y + λ·y
      z ← z − η·g
      x ← (1 − c)·x + c·z,   c = tʳ·ηmaxᵖ / Σ tʳ·ηmaxᵖ
      y ← (1 − β₁)·z + β₁·x
      """,
    source: """
      Defazio, Yang, Mehta, Mishchenko, Khaled and Cutkosky, NeurIPS 2024, arXiv:2405.15682
      """,
    differsFrom: """
      the authors' package, which brings a warm-up of its own: here set schedule.warmup; ηmax is \
      the largest rate so far
      """,
    settings: [
      learningRate(1),
      SettingDefinition(
        "optimizer.beta1", .number, default: 0.9,
        range: NumberRange(lower: 0, lowerIncluded: false, upper: 1, upperIncluded: false),
        symbol: "β₁", "Share of the average x in y, where gradients are taken."),
      SettingDefinition(
        "optimizer.r", .number, default: 0, range: .atLeast(0), symbol: "r",
        "Later steps weigh tʳ in the average."),
      SettingDefinition(
        "optimizer.weight_lr_power", .number, default: 2, range: .atLeast(0), symbol: "p",
        "Steps weigh the largest rate so far to this power."),
      weightDecay(0, "L2 penalty at y, added to the gradient."),
    ])
}
