private import PisteCore

extension OptimizerName {
  static let nadamEntry = CatalogEntry(
    .optimizer, "nadam", title: "NAdam",
    summary: "Adam that looks ahead, with a momentum that rises to β₁.",
    formula: """
      m, v as Adam's
      μₜ = β₁·(1 − ½·0.96^(t·ψ)),   Pₜ = μ₁·…·μₜ
      θ ← θ − η·[(1 − μₜ)/(1 − Pₜ)·g + μₜ₊₁/(1 − Pₜ₊₁)·m] / (√(v/(1 − β₂ᵗ)) + ε)
      """,
    source: """
      Dozat, ICLR 2016 workshop
      """,
    differsFrom: """
      optax, whose momentum is β₁ from the first step on: optimizer.momentum_decay: 1e6 gives \
      its steps
      """,
    settings: [
      learningRate(0.002),
      beta1(0.9), beta2(0.999),
      epsilon(1e-8, "Added to the root of the corrected second moment, in units of the gradient."),
      SettingDefinition(
        "optimizer.momentum_decay", .number, default: 0.004, range: .atLeast(0), symbol: "ψ",
        "How fast the momentum rises from β₁/2 to β₁."),
      weightDecay(0, "L2 penalty, added to the gradient, unless it is decoupled."),
      decoupledWeightDecay,
    ])
}
