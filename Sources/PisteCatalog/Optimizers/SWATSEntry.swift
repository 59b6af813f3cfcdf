private import PisteCore

extension OptimizerName {
  static let swatsEntry = CatalogEntry(
    .optimizer, "swats", title: "SWATS",
    summary: "Adam until its steps have a steady length along the gradient, then SGD at that rate.",
    formula: """
      Adam:   s = η·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε),   θ ← θ − s
              γ = s·s / s·g            (where s·g ≠ 0)
              Γ ← β₂·Γ + (1 − β₂)·γ
              t > 1 and |Γ/(1 − β₂ᵗ) − γ| < τ:  Λ = Γ/(1 − β₂ᵗ), SGD from the next step on
      SGD:    b ← β₁·b + g,   θ ← θ − (1 − β₁)·Λ·b
      """,
    source: """
      Keskar and Socher 2017, arXiv:1712.07628, Algorithm 1
      """,
    differsFrom: """
      the paper only in that its one ε is two settings here; after the switch a schedule moves Λ \
      in proportion
      """,
    settings: [
      learningRate(0.001),
      beta1(0.9, "Decay of the mean of gradients; after the switch, the momentum."),
      beta2(0.999, "Decay of the means of squared gradients and of projected rates."),
      epsilon(
        1e-9, "Added to the root of the uncorrected second moment, in units of the gradient."),
      SettingDefinition(
        "optimizer.switch_tolerance", .number, default: 1e-9, range: .atLeast(0), symbol: "τ",
        "Switches when projected rate and its mean differ by less; 0 never switches."),
      weightDecay(0, "L2 penalty λ/2·‖θ‖², added to the gradient before anything else."),
    ])
}
