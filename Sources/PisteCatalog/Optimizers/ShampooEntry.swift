private import PisteCore

extension OptimizerName {
  static let shampooEntry = CatalogEntry(
    .optimizer, "shampoo", title: "Shampoo",
    summary: """
      Gradients preconditioned on each side of a weight by the root of what has been seen there, \
      with the length of another rule's step.
      """,
    formula: """
      L ← L + G·Gᵀ,  R ← R + Gᵀ·G             (running means with decay d below 1)
      P = (L + ε·I)^(−¼)·G·(R + ε·I)^(−¼)     (a bias: g·(R + ε·I)^(−½))
      U = P·‖graft‖/‖P‖
      b ← μ·b + U,  θ ← θ − η·λ·θ,  θ ← θ − η·b
      """,
    source: """
      Gupta, Koren and Singer, ICML 2018, arXiv:1802.09568; grafting: arXiv:2002.11803, \
      arXiv:2309.06497
      """,
    differsFrom: """
      the paper in grafting, unless graft is none, and in momentum
      """,
    settings: [
      learningRate(0.001),
      momentum(0.9, "How much of the last velocity is kept."),
      epsilon(1e-6, "Added to the eigenvalues of L and R."),
      SettingDefinition(
        "optimizer.statistics_decay", .number, default: 1, range: .aboveUpTo(0, 1), symbol: "d",
        "How much of L and R is kept; 1 adds everything up, as the paper does."),
      SettingDefinition(
        "optimizer.root_every", .integer, default: 20, range: .atLeast(1), unit: "steps",
        "Steps from one computation of the roots to the next."),
      SettingDefinition(
        "optimizer.graft", .word(["none", "sgd", "adam"]), default: "adam",
        "Whose length each tensor's step has: its own, the gradient's, or that of Adam."),
      SettingDefinition(
        "optimizer.graft_beta2", .number, default: 0.999, range: .halfOpen(0, 1),
        "The Adam graft's decay of the running mean of the squared gradient."),
      SettingDefinition(
        "optimizer.graft_epsilon", .number, default: 1e-8, range: .above(0),
        "The Adam graft's ε, added to the root of the corrected second moment."),
      weightDecay(0, "Share of each parameter taken away in a step is η·λ."),
      maxPreconditionDim,
    ])

  static let maxPreconditionDim = SettingDefinition(
    "optimizer.max_precondition_dim", .integer, default: 10_000, range: .atLeast(1), unit: "units",
    "Sides of a weight wider than this are left as they are: the cost grows as the width's cube.")
}
