private import PisteCore

extension OptimizerName {
  static let adamaxEntry = CatalogEntry(
    .optimizer, "adamax", title: "Adamax",
    summary: "Adam with the largest recent gradient in the place of the root mean square.",
    formula: """
      g ← g + λ·θ
      m ← β₁·m + (1 − β₁)·g
      u ← max(β₂·u, |g| + ε)
      θ ← θ − η/(1 − β₁ᵗ) · m/u
      """,
    source: """
      Kingma and Ba, ICLR 2015, arXiv:1412.6980, Algorithm 2
      """,
    differsFrom: """
      the paper, which has no ε and divides by zero where no gradient ever came
      """,
    settings: [
      learningRate(0.002),
      beta1(0.9), beta2(0.999, "Decay of the largest gradient."),
      epsilon(1e-8, "Added to the gradient's magnitude, in units of the gradient."),
      weightDecay(0, "L2 penalty λ/2·‖θ‖², added to the gradient before anything else."),
    ])
}
