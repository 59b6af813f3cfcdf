private import PisteCore

extension OptimizerName {
  static let adamWEntry = CatalogEntry(
    .optimizer, "adamw", title: "AdamW",
    summary: "Adam whose weight decay acts on the parameters, not through the gradient.",
    formula: """
      θ ← θ − η·λ·θ
      then Adam's step with the gradient alone
      """,
    source: "Loshchilov and Hutter, ICLR 2019, arXiv:1711.05101",
    differsFrom: """
      the paper, whose decay is scaled by the schedule's multiplier only: here, as in PyTorch, by \
      the whole rate
      """,
    settings: adamSettings + [
      weightDecay(0.01, "Share of each parameter taken away in a step is η·λ.")
    ])
}
