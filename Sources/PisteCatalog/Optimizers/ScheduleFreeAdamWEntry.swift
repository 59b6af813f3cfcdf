private import PisteCore

extension OptimizerName {
  static let scheduleFreeAdamWEntry = CatalogEntry(
    .optimizer, "schedule-free-adamw", title: "Schedule-Free AdamW",
    summary: "An average in the place of Adam's first mean and of a decaying rate.",
    formula: """
      g = ∂L/∂y,   v ← β₂·v + (1 − β₂)·g²
      u = g/(√v/√(1 − β₂ᵗ) + ε) + λ·y
      z ← z − η·u
      x ← (1 − c)·x + c·z,   c = tʳ·ηmaxᵖ / Σ tʳ·ηmaxᵖ
      y ← (1 − β₁)·z + β₁·x
      """,
    source: """
      Defazio, Yang, Mehta, Mishchenko, Khaled and Cutkosky, NeurIPS 2024, arXiv:2405.15682, \
      Algorithm 1
      """,
    differsFrom: """
      the paper, which scales the rate by √(1 − β₂ᵗ): here, as in the authors' package, v is \
      corrected; its warm-up is schedule.warmup here
      """,
    settings: [
      learningRate(0.0025),
      SettingDefinition(
        "optimizer.beta1", .number, default: 0.9,
        range: NumberRange(lower: 0, lowerIncluded: false, upper: 1, upperIncluded: false),
        symbol: "β₁", "Share of the average x in y, where gradients are taken."),
      beta2(0.999),
      epsilon(1e-8, "Added to the root of the corrected second moment, in units of the gradient."),
      SettingDefinition(
        "optimizer.r", .number, default: 0, range: .atLeast(0), symbol: "r",
        "Later steps weigh tʳ in the average."),
      SettingDefinition(
        "optimizer.weight_lr_power", .number, default: 2, range: .atLeast(0), symbol: "p",
        "Steps weigh the largest rate so far to this power."),
      weightDecay(0, "Decoupled decay that acts at y: z loses η·λ·y in a step."),
    ])
}
