private import PisteCore

extension OptimizerName {
  static let kfacEntry = CatalogEntry(
    .optimizer, "kfac", title: "K-FAC",
    summary: """
      The natural gradient of dense layers, the Fisher matrix of each taken as a Kronecker product.
      """,
    formula: """
      A ← e·A + (1 − e)·mean(ā·āᵀ),  ā = [a; 1]
      G ← e·G + (1 − e)·mean(g·gᵀ),  e = min(1 − 1/k, decay)
      V = (A + π·γ·I)⁻¹·(dW + l·W)·(G + γ/π·I)⁻¹,  γ = √(λ + l)
      π = √((tr A/(D + 1))/(tr G/H)),  D inputs, H outputs of the layer
      ν = min(1, √(κ/|Σ η²·⟨V, dW⟩|))
      b ← μ·b + ν·V,  θ ← θ − η·b
      """,
    source: """
      Martens and Grosse, ICML 2015, arXiv:1503.05671; KL clip: Ba, Grosse and Martens, ICLR 2017; \
      eigenvalue form: Grosse and Martens, arXiv:1602.01407
      """,
    differsFrom: """
      the paper, which adapts damping, rate and momentum: here the damping is fixed, the rate is \
      the schedule's, and the momentum a heavy ball's
      """,
    settings: [
      learningRate(0.1),
      SettingDefinition(
        "optimizer.damping", .number, default: 0.1, range: .above(0), symbol: "λ",
        "Added to the curvature: shortens steps where that is small; small batches need more."),
      SettingDefinition(
        "optimizer.damping_form", .word(["factored", "eigen"]), default: "factored",
        "Shares the damping out to both factors by π, or adds it to their product's eigenvalues."),
      SettingDefinition(
        "optimizer.fisher", .word(["exact", "sampled", "empirical"]), default: "sampled",
        """
        Whose labels the output gradients are: all that the model thinks possible (one way back \
        for each), one drawn from it, or the data's, which make the empirical Fisher matrix.
        """),
      SettingDefinition(
        "optimizer.factor_decay", .number, default: 0.95, range: .halfOpen(0, 1),
        "The most that is kept of the old factors at an update; less in the first ones."),
      SettingDefinition(
        "optimizer.factor_every", .integer, default: 1, range: .atLeast(1), unit: "steps",
        "Steps from one update of the factors to the next."),
      SettingDefinition(
        "optimizer.inverse_every", .integer, default: 10, range: .atLeast(1), unit: "steps",
        "Steps from one inversion of the factors to the next."),
      SettingDefinition(
        "optimizer.kl_clip", .number, default: 0.001, range: .atLeast(0), symbol: "κ",
        "Shortens steps whose predicted change of the outputs is above it; 0 for no clip."),
      momentum(0.9, "How much of the last velocity is kept."),
      SettingDefinition(
        "optimizer.weight_decay", .number, default: 0, range: .atLeast(0), symbol: "l",
        "L2 penalty l/2·‖θ‖², added to the gradient and to the damping."),
    ])
}
