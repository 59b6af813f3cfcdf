private import PisteCore

extension OptimizerName {
  static let adagradEntry = CatalogEntry(
    .optimizer, "adagrad", title: "AdaGrad",
    summary: "Each parameter's rate falls with the squares of all its gradients so far.",
    formula: """
      g ← g + λ·θ
      s ← s + g²                   (s begins at s₀)
      θ ← θ − η/(1 + (t − 1)·κ) · g / (√s + ε)
      """,
    source: """
      Duchi, Hazan and Singer, JMLR 12, 2011 (diagonal)
      """,
    differsFrom: """
      optax, whose sum begins at 0.1 and whose ε = 1e-7 stands under the root: set \
      optimizer.initial_accumulator, optimizer.epsilon and optimizer.epsilon_inside for that
      """,
    settings: [
      learningRate(0.01),
      SettingDefinition(
        "optimizer.lr_decay", .number, default: 0, range: .atLeast(0), symbol: "κ",
        "The rate falls as 1/(1 + (t − 1)·κ) besides."),
      SettingDefinition(
        "optimizer.initial_accumulator", .number, default: 0, range: .atLeast(0), symbol: "s₀",
        "What every sum of squares begins at."),
      epsilon(1e-10, "Added to the root of the sum, in units of the gradient."),
      epsilonInside,
      weightDecay(0, "L2 penalty λ/2·‖θ‖², added to the gradient before anything else."),
    ])
}
