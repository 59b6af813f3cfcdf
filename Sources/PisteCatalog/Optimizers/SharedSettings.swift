internal import PisteCore

// Settings that several optimizers have, each with its own default.

extension OptimizerName {
  /// η, which every optimizer has.
  static func learningRate(_ value: SettingValue) -> SettingDefinition {
    SettingDefinition(
      "optimizer.lr", .number, default: value, range: .above(0), symbol: "η",
      "Learning rate before the schedule.")
  }

  /// λ, of which `summary` says how it acts.
  static func weightDecay(_ value: SettingValue, _ summary: String) -> SettingDefinition {
    SettingDefinition(
      "optimizer.weight_decay", .number, default: value, range: .atLeast(0), symbol: "λ", summary)
  }

  /// μ, of which `summary` says what is kept.
  static func momentum(_ value: SettingValue, _ summary: String) -> SettingDefinition {
    SettingDefinition(
      "optimizer.momentum", .number, default: value, range: .halfOpen(0, 1), symbol: "μ", summary)
  }

  /// β₁.
  static func beta1(
    _ value: SettingValue, _ summary: String = "Decay of the running mean of the gradient."
  ) -> SettingDefinition {
    SettingDefinition(
      "optimizer.beta1", .number, default: value, range: .halfOpen(0, 1), symbol: "β₁", summary)
  }

  /// β₂.
  static func beta2(
    _ value: SettingValue, _ summary: String = "Decay of the running mean of the squared gradient."
  ) -> SettingDefinition {
    SettingDefinition(
      "optimizer.beta2", .number, default: value, range: .halfOpen(0, 1), symbol: "β₂", summary)
  }

  /// ε, of which `summary` says where it is added.
  static func epsilon(_ value: SettingValue, _ summary: String) -> SettingDefinition {
    SettingDefinition(
      "optimizer.epsilon", .number, default: value, range: .atLeast(0), symbol: "ε", summary)
  }
  /// Where ε is added.
  static let epsilonInside = SettingDefinition(
    "optimizer.epsilon_inside", .boolean, default: false,
    "Adds ε under the root instead of to it, as optax and TensorFlow do.")

  /// Which of the two decays λ is.
  static let decoupledWeightDecay = SettingDefinition(
    "optimizer.decoupled_weight_decay", .boolean, default: false,
    """
    Takes η·λ of each parameter away, θ ← θ − η·λ·θ, instead of adding λ·θ to the gradient, which \
    the rule would rescale. Source: Loshchilov and Hutter, ICLR 2019, arXiv:1711.05101.
    """)
}
