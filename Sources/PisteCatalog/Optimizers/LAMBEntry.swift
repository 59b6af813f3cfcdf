private import PisteCore

extension OptimizerName {
  static let lambEntry = CatalogEntry(
    .optimizer, "lamb", title: "LAMB",
    summary: "Adam's step, tensor by tensor scaled to the weights' norm.",
    formula: """
      m, v as Adam's, both corrected
      u = m/(√v + ε) + λ·θ
      ρ = ‖θ‖/‖u‖                  (1 where either norm is 0)
      θ ← θ − η·ρ·u
      """,
    source: """
      You et al., ICLR 2020, arXiv:1904.00962, Algorithm 2
      """,
    differsFrom: """
      the paper, which leaves open a function of ‖θ‖: here, as in optax, it is the norm itself; \
      biases are tensors like all others
      """,
    settings: [
      learningRate(0.001),
      beta1(0.9), beta2(0.999),
      epsilon(1e-6, "Added to the root of the corrected second moment, in units of the gradient."),
      weightDecay(0, "Share λ of the parameters in the step whose norm is taken."),
    ])
}
