private import PisteCore

extension OptimizerName {
  static let rmspropEntry = CatalogEntry(
    .optimizer, "rmsprop", title: "RMSprop",
    summary: "The gradient over the root of its running mean square.",
    formula: """
      g ← g + λ·θ
      s ← α·s + (1 − α)·g²
      a ← s                        (centered: m ← α·m + (1 − α)·g,  a ← max(0, s − m²))
      b ← μ·b + g / (√a + ε)       (without momentum: b = g / (√a + ε))
      θ ← θ − η·b
      """,
    source: """
      Tieleman and Hinton, Coursera lecture 6.5, 2012; centered: Graves 2013, arXiv:1308.0850
      """,
    differsFrom: """
      optax and TensorFlow, which put ε under the root and let α be 0.9: set \
      optimizer.epsilon_inside and optimizer.alpha for that
      """,
    settings: [
      learningRate(0.01),
      SettingDefinition(
        "optimizer.alpha", .number, default: 0.99, range: .halfOpen(0, 1), symbol: "α",
        "Decay of the running means."),
      epsilon(1e-8, "Added to the root of the mean square, in units of the gradient."),
      epsilonInside,
      momentum(
        0, "How much of the last step is kept; 0 keeps none and takes no schedule's momentum."),
      SettingDefinition(
        "optimizer.centered", .boolean, default: false,
        "Takes the squared mean of the gradient off its mean square."),
      weightDecay(0, "L2 penalty λ/2·‖θ‖², added to the gradient before anything else."),
    ])
}
