private import PisteCore

extension OptimizerName {
  static let lionEntry = CatalogEntry(
    .optimizer, "lion", title: "Lion",
    summary: "Steps of one size, along the sign of momentum and gradient together.",
    formula: """
      u = sign(β₁·m + (1 − β₁)·g)
      m ← β₂·m + (1 − β₂)·g
      θ ← θ − η·(u + λ·θ)
      """,
    source: """
      Chen et al. 2023, arXiv:2302.06675, Algorithm 2
      """,
    differsFrom: """
      the rules with an L2 penalty, since its decay is decoupled; variant and defaults of β and λ \
      are optax's
      """,
    settings: [
      learningRate(0.0001),
      beta1(0.9, "Share of the momentum in the step."),
      beta2(0.99, "Decay of the momentum."),
      weightDecay(0.001, "Share of each parameter taken away in a step is η·λ."),
    ])
}
