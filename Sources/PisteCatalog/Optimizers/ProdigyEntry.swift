private import PisteCore

extension OptimizerName {
  static let prodigyEntry = CatalogEntry(
    .optimizer, "prodigy", title: "Prodigy",
    summary: "Adam whose rate is an estimate of the distance to the solution, which only grows.",
    formula: """
      n ← β₃·n + (d/d₀)·d·η·g·(θ₀ − θ),   s ← β₃·s + (d/d₀)·d·η·g
      m ← β₁·m + (1 − β₁)·d·g,   v ← β₂·v + (1 − β₂)·d²·g²
      d′ = max(d, c·n/‖s‖₁)
      θ ← (1 − λ·d·η)·θ − d·η·m/(√v + d′·ε),   d ← d′
      """,
    source: """
      Mishchenko and Defazio, ICML 2024, arXiv:2306.06101, Algorithm 4
      """,
    differsFrom: """
      optax, which always corrects the bias of the means: here, as in the authors' package, only \
      with optimizer.use_bias_correction
      """,
    settings: [
      learningRate(1),
      beta1(0.9), beta2(0.999),
      SettingDefinition(
        "optimizer.beta3", .number, range: .halfOpen(0, 1), symbol: "β₃",
        "Decay of what the distance is estimated from; left out, √β₂."),
      epsilon(1e-8, "Added to the root of the second moment, in units of the gradient."),
      SettingDefinition(
        "optimizer.d0", .number, default: 1e-6, range: .above(0), symbol: "d₀",
        "The first estimate of the distance."),
      SettingDefinition(
        "optimizer.d_coef", .number, default: 1, range: .above(0), symbol: "c",
        "What estimates are multiplied by; the knob to turn, if any."),
      SettingDefinition(
        "optimizer.growth_rate", .number, range: .above(1),
        "By how much the estimate may grow in a step; left out, without limit."),
      SettingDefinition(
        "optimizer.use_bias_correction", .boolean, default: false,
        "Corrects the bias of the means, as Adam does."),
      SettingDefinition(
        "optimizer.safeguard_warmup", .boolean, default: false,
        "Leaves the rate out of s, so that a warm-up does not swell the estimate."),
      weightDecay(0, "Share of each parameter taken away in a step is η·d·λ."),
    ])
}
