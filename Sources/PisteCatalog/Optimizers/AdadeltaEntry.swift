private import PisteCore

extension OptimizerName {
  static let adadeltaEntry = CatalogEntry(
    .optimizer, "adadelta", title: "Adadelta",
    summary: "Steps in the parameters' own units, from running mean squares of both.",
    formula: """
      g ← g + λ·θ
      s ← ρ·s + (1 − ρ)·g²
      d ← √(u + ε)/√(s + ε) · g
      u ← ρ·u + (1 − ρ)·d²
      θ ← θ − η·d
      """,
    source: """
      Zeiler 2012, arXiv:1212.5701, Algorithm 1
      """,
    differsFrom: """
      the paper, which has no rate: at η = 1 the two are the same
      """,
    settings: [
      learningRate(1),
      SettingDefinition(
        "optimizer.rho", .number, default: 0.9, range: .halfOpen(0, 1), symbol: "ρ",
        "Decay of both running means."),
      epsilon(1e-6, "Added under both roots; it sets the size of the first steps."),
      weightDecay(0, "L2 penalty λ/2·‖θ‖², added to the gradient before anything else."),
    ])
}
