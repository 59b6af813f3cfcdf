private import PisteCore

/// The optimizers.
public enum OptimizerName: String, CatalogName {
  /// Stochastic gradient descent, with momentum and Nesterov's form as settings.
  case sgd
  /// Adam; AMSGrad is a setting of it.
  case adam
  /// Adam with decoupled weight decay.
  case adamw

  /// The entry of this optimizer.
  public var entry: CatalogEntry {
    switch self {
    case .sgd: Self.sgdEntry
    case .adam: Self.adamEntry
    case .adamw: Self.adamWEntry
    }
  }

  private static let sgdEntry = CatalogEntry(
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
      rate(0.001),
      SettingDefinition(
        "optimizer.momentum", .number, default: 0, range: .halfOpen(0, 1), symbol: "μ",
        "How much of the last velocity is kept; 0 is plain gradient descent."),
      SettingDefinition(
        "optimizer.dampening", .number, default: 0, range: .closed(0, 1), symbol: "d",
        "How much of the new gradient is held back from the velocity; needs momentum."),
      SettingDefinition(
        "optimizer.nesterov", .boolean, default: false,
        "Steps along gradient plus momentum (Nesterov); needs momentum and no dampening."),
      decay(0, "L2 penalty λ/2·‖θ‖², added to the gradient before anything else."),
    ])

  private static let adamEntry = CatalogEntry(
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
      as much more: 32 times at the first step
      """,
    settings: adamSettings + [
      decay(0, "L2 penalty, added to the gradient and so rescaled with it; AdamW decays apart.")
    ])

  private static let adamWEntry = CatalogEntry(
    .optimizer, "adamw", title: "AdamW",
    summary: "Adam whose weight decay acts on the parameters, not through the gradient.",
    formula: """
      θ ← θ − η·λ·θ
      then Adam's step with the gradient alone
      """,
    source: "Loshchilov and Hutter, ICLR 2019, arXiv:1711.05101",
    differsFrom: """
      the paper, whose decay is scaled by the schedule's multiplier only: here, as in PyTorch, by \
      the whole rate
      """,
    settings: adamSettings + [decay(0.01, "Share of each parameter taken away in a step is η·λ.")])

  private static let adamSettings: [SettingDefinition] = [
    rate(0.001),
    SettingDefinition(
      "optimizer.beta1", .number, default: 0.9, range: .halfOpen(0, 1), symbol: "β₁",
      "Decay of the running mean of the gradient."),
    SettingDefinition(
      "optimizer.beta2", .number, default: 0.999, range: .halfOpen(0, 1), symbol: "β₂",
      "Decay of the running mean of the squared gradient."),
    SettingDefinition(
      "optimizer.epsilon", .number, default: 1e-8, range: .above(0), symbol: "ε",
      "Added to the root of the corrected second moment, in units of the gradient."),
    SettingDefinition(
      "optimizer.amsgrad", .boolean, default: false,
      "Divides by the largest second moment seen so far."),
  ]

  private static func rate(_ value: SettingValue) -> SettingDefinition {
    SettingDefinition(
      "optimizer.lr", .number, default: value, range: .above(0), symbol: "η",
      "Learning rate before the schedule.")
  }

  private static func decay(_ value: SettingValue, _ summary: String) -> SettingDefinition {
    SettingDefinition(
      "optimizer.weight_decay", .number, default: value, range: .atLeast(0), symbol: "λ", summary)
  }
}
