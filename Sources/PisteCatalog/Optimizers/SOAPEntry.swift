private import PisteCore

extension OptimizerName {
  static let soapEntry = CatalogEntry(
    .optimizer, "soap", title: "SOAP",
    summary: "Adam in the eigenbasis of Shampoo's statistics; the first step only finds the basis.",
    formula: """
      L ← d·L + (1 − d)·G·Gᵀ,  R ← d·R + (1 − d)·Gᵀ·G
      G′ = Q_Lᵀ·G·Q_R
      m ← β₁·m + (1 − β₁)·G′,  v ← β₂·v + (1 − β₂)·G′²
      θ ← θ − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·Q_L·[m/(√v + ε)]·Q_Rᵀ
      θ ← θ − η·λ·θ
      every k steps: Q ← QR(L·Q), and m turned along
      """,
    source: "Vyas and others, ICLR 2025, arXiv:2409.11321, algorithm 3 and its authors' code",
    settings: [
      learningRate(0.003),
      beta1(0.95), beta2(0.95),
      SettingDefinition(
        "optimizer.shampoo_beta", .number, default: 0.95, range: .halfOpen(0, 1), symbol: "d",
        "Decay of the statistics L and R."),
      epsilon(1e-8, "Added to the root of the uncorrected second moment."),
      weightDecay(0.01, "Share of each parameter taken away in a step is η·λ."),
      SettingDefinition(
        "optimizer.precondition_every", .integer, default: 10, range: .atLeast(1), unit: "steps",
        symbol: "k", "Steps from one refreshing of the bases to the next."),
      maxPreconditionDim,
    ])
}
