private import PisteCore

extension InitializerName {
  static let gain = SettingDefinition(
    "model.init.gain", .number, range: .above(0),
    """
    Factor on the weights; left out, it follows from the network's activation (sigmoid and \
    identity 1, tanh 5/3, relu √2), in every layer, the last too.
    """)

  /// What tells initializers that have a gain from PyTorch's functions.
  static let gainOfOne = """
    PyTorch's functions, whose gain is 1 unless given: here it follows from the network's \
    activation, also in the last layer, which has none behind it
    """

  static let fan = SettingDefinition(
    "model.init.fan", .word(["in", "out"]), default: "in",
    "Which width counts: of what comes in (forward variance) or goes out (backward variance).")

  static let deviation = SettingDefinition(
    "model.init.std", .number, default: 0.01, range: .above(0), symbol: "σ",
    "Standard deviation of the weights.")

  /// The rule of the biases, which every initializer has.
  static let biasRule = SettingDefinition(
    "model.bias_rule", .word(["constant", "uniform"]),
    """
    How biases are filled: with model.bias_init, or from U(−1/√in, 1/√in) as PyTorch's nn.Linear \
    does; left out, uniform with model.init pytorch, constant with any other.
    """)
}

extension CatalogEntry {
  init(
    initializer name: String, title: String, formula: String, _ summary: String,
    source: String? = nil, differsFrom: String? = nil, settings: [SettingDefinition] = []
  ) {
    self.init(
      .initializer, name, title: title, summary: summary, formula: formula, source: source,
      differsFrom: differsFrom, settings: settings)
  }
}
