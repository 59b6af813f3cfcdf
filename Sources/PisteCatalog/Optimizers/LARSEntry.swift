private import PisteCore

extension OptimizerName {
  static let larsEntry = CatalogEntry(
    .optimizer, "lars", title: "LARS",
    summary: "Momentum whose rate is in proportion to the weights' norm, tensor by tensor.",
    formula: """
      g ← g + λ·θ
      ρ = c·‖θ‖/(‖g‖ + ε)          (1 where either norm is 0)
      b ← μ·b + η·ρ·g
      θ ← θ − b                    (Nesterov: θ ← θ − (η·ρ·g + μ·b))
      """,
    source: """
      You, Gitman and Ginsburg 2017, arXiv:1708.03888, Algorithm 1
      """,
    differsFrom: """
      the paper, which divides by ‖g‖ + λ‖θ‖: here, as in optax, by the norm of the sum; biases \
      are tensors like all others
      """,
    settings: [
      learningRate(1),
      SettingDefinition(
        "optimizer.trust_coefficient", .number, default: 0.001, range: .above(0), symbol: "c",
        "Norm of the step as a share of the weights' norm, at a rate of 1."),
      momentum(0.9, "How much of the last step is kept."),
      SettingDefinition(
        "optimizer.nesterov", .boolean, default: false, "Steps along gradient plus momentum."),
      SettingDefinition(
        "optimizer.epsilon", .number, default: 0, range: .atLeast(0), symbol: "ε",
        "Added to the gradient's norm."),
      weightDecay(0, "L2 penalty λ/2·‖θ‖², added to the gradient before anything else."),
    ])
}
