private import PisteCore

extension OptimizerName {
  static let adafactorEntry = CatalogEntry(
    .optimizer, "adafactor", title: "Adafactor",
    summary: "A matrix's mean squares from those of its rows and columns, and clipped steps.",
    formula: """
      b = t^κ,  ρ = min(η, 1/√t),  α = max(ε₂, RMS(θ))·ρ
      θ ← (1 − η·λ)·θ
      matrix:  R ← R + b·(mean of g² over inputs − R),  C ← C + b·(mean over outputs − C)
               V = R·Cᵀ / max(ε₁, mean of R)
      bias:    V ← V + b·(g² − V)
      U = g/√max(ε₁², V)
      θ ← θ − α/max(1, RMS(U)/d) · U
      """,
    source: """
      Shazeer and Stern, ICML 2018, arXiv:1804.04235, Algorithms 4 to 6
      """,
    differsFrom: """
      the paper, which adds ε₁ to every squared gradient: here, as in PyTorch, V is bounded from \
      below; optax and T5 have further settings
      """,
    settings: [
      learningRate(0.01),
      SettingDefinition(
        "optimizer.beta2_decay", .number, default: -0.8,
        range: NumberRange(
          lower: -.infinity, lowerIncluded: false, upper: 0, upperIncluded: true),
        symbol: "κ", "Share of the newest squares in their means is t^κ."),
      SettingDefinition(
        "optimizer.epsilon1", .number, range: .above(0), symbol: "ε₁",
        "The least divisor; left out, Float32's own ε, 1.19e-7."),
      SettingDefinition(
        "optimizer.epsilon2", .number, default: 0.001, range: .atLeast(0), symbol: "ε₂",
        "The least size of parameters that steps are in proportion to."),
      SettingDefinition(
        "optimizer.d", .number, default: 1, range: .atLeast(1), symbol: "d",
        "The largest root mean square of a step before its scale."),
      weightDecay(0, "Share of each parameter taken away in a step is η·λ."),
    ])
}
