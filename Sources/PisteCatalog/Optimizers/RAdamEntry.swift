private import PisteCore

extension OptimizerName {
  static let radamEntry = CatalogEntry(
    .optimizer, "radam", title: "RAdam",
    summary: "Adam whose adaptive part comes in as soon as its variance is bounded.",
    formula: """
      m, v as Adam's;  ρ∞ = 2/(1 − β₂) − 1,  ρ = ρ∞ − 2t·β₂ᵗ/(1 − β₂ᵗ)
      ρ > 5:  r = √[(ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ)]
              θ ← θ − η·r·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε)
      else    θ ← θ − η/(1 − β₁ᵗ) · m
      """,
    source: """
      Liu, Jiang, He, Chen, Liu, Gao and Han, ICLR 2020, arXiv:1908.03265, Algorithm 2
      """,
    differsFrom: """
      the paper, which adapts from ρ > 4 on: here, as in PyTorch, from ρ > 5 on, so that with \
      β₂ = 0.999 the first five steps are those of momentum
      """,
    settings: [
      learningRate(0.001),
      beta1(0.9), beta2(0.999),
      epsilon(
        1e-8, "Added to the root of the uncorrected second moment, in units of the gradient."),
      weightDecay(0, "L2 penalty, added to the gradient, unless it is decoupled."),
      decoupledWeightDecay,
    ])
}
