private import PisteCore

extension OptimizerName {
  static let adamEntry = CatalogEntry(
    .optimizer, "adam", title: "Adam",
    summary: "Per-parameter steps from running means of the gradient and of its square.",
    formula: """
      g ← g + λ·θ
      m ← β₁·m + (1 − β₁)·g
      v ← β₂·v + (1 − β₂)·g²       (AMSGrad: divide by the largest v so far)
      θ ← θ − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε)
      """,
    source: """
      Kingma and Ba, ICLR 2015, arXiv:1412.6980, Algorithm 1; AMSGrad: Reddi, Kale and Kumar, \
      ICLR 2018
      """,
    differsFrom: """
      TensorFlow 1 and DeepOBS, which add ε before correcting v, so that it weighs 1/√(1 − β₂ᵗ) \
      as much more, 32 times at the first step: set optimizer.epsilon_hat for that
      """,
    settings: adamSettings + [
      SettingDefinition(
        "optimizer.epsilon_hat", .boolean, default: false,
        "Adds ε before the second moment is corrected, as TensorFlow 1 and DeepOBS do."),
      weightDecay(
        0, "L2 penalty, added to the gradient and so rescaled with it; AdamW decays apart."),
    ])

  static let adamSettings: [SettingDefinition] = [
    learningRate(0.001),
    beta1(0.9), beta2(0.999),
    epsilon(1e-8, "Added to the root of the corrected second moment, in units of the gradient."),
    SettingDefinition(
      "optimizer.amsgrad", .boolean, default: false,
      "Divides by the largest second moment seen so far."),
  ]
}
