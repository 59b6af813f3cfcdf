private import PisteCore

extension OptimizerName {
  static let sgdEntry = CatalogEntry(
    .optimizer, "sgd", title: "SGD",
    summary: "Gradient descent on minibatches; heavy-ball momentum and Nesterov's form by setting.",
    formula: """
      g ← g + λ·θ
      b ← μ·b + (1 − d)·g          (first step: b = g)
      θ ← θ − η·b                  (Nesterov: θ ← θ − η·(g + μ·b))
      """,
    source: """
      Robbins and Monro 1951; Polyak 1964 (momentum); Nesterov 1983; Sutskever, Martens, Dahl \
      and Hinton, ICML 2013
      """,
    differsFrom: """
      Sutskever et al., whose rate multiplies the gradient before it enters the velocity: here, as \
      in PyTorch, it multiplies the velocity, so a change of rate does not rescale the past
      """,
    settings: [
      learningRate(0.001),
      SettingDefinition(
        "optimizer.momentum", .number, default: 0, range: .halfOpen(0, 1), symbol: "μ",
        "How much of the last velocity is kept; 0 is plain gradient descent."),
      SettingDefinition(
        "optimizer.dampening", .number, default: 0, range: .closed(0, 1), symbol: "d",
        "How much of the new gradient is held back from the velocity; needs momentum."),
      SettingDefinition(
        "optimizer.nesterov", .boolean, default: false,
        "Steps along gradient plus momentum (Nesterov); needs momentum and no dampening."),
      weightDecay(0, "L2 penalty λ/2·‖θ‖², added to the gradient before anything else."),
    ])
}
