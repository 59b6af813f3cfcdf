private import PisteCore

/// The ways to fill the weights; biases follow `model.bias_init`.
public enum InitializerName: String, CatalogName {
  /// All zero.
  case zeros
  /// All the same.
  case constant
  /// Uniform between two bounds.
  case uniform
  /// Normal with a given spread.
  case normal
  /// Glorot's uniform.
  case xavierUniform = "xavier-uniform"
  /// Glorot's normal.
  case xavierNormal = "xavier-normal"
  /// He's uniform.
  case kaimingUniform = "kaiming-uniform"
  /// He's normal.
  case kaimingNormal = "kaiming-normal"
  /// Rows or columns orthogonal.
  case orthogonal

  /// The entry of this initializer.
  public var entry: CatalogEntry {
    switch self {
    case .zeros:
      CatalogEntry(
        .initializer, rawValue, title: "zeros", formula: "W = 0",
        "All zero: hidden units stay alike for ever, so that such a network does not learn.")
    case .constant:
      CatalogEntry(
        .initializer, rawValue, title: "constant", formula: "W = c",
        "All the same: the units of a layer stay identical for ever.",
        settings: [
          SettingDefinition(
            "model.init.value", .number, default: 0.01, range: .any, symbol: "c",
            "The value of every weight.")
        ])
    case .uniform:
      CatalogEntry(
        .initializer, rawValue, title: "uniform", formula: "W ~ U(low, high)",
        "Uniform between two bounds, whatever the layer's size.",
        settings: [
          SettingDefinition(
            "model.init.low", .number, default: -0.05, range: .any, "The lower bound."),
          SettingDefinition(
            "model.init.high", .number, default: 0.05, range: .any,
            "The upper bound, above the lower."),
        ])
    case .normal:
      CatalogEntry(
        .initializer, rawValue, title: "normal", formula: "W ~ N(0, σ²)",
        "Normal around zero, whatever the layer's size.",
        settings: [
          SettingDefinition(
            "model.init.std", .number, default: 0.01, range: .above(0), symbol: "σ",
            "Standard deviation of the weights.")
        ])
    case .xavierUniform:
      CatalogEntry(
        .initializer, rawValue, title: "Xavier uniform",
        formula: "W ~ U(−a, a),  a = gain·√(6/(in + out))",
        "Keeps the variance of activations and of gradients about level, for tanh-like units.",
        source: Self.xavier, settings: [Self.gain])
    case .xavierNormal:
      CatalogEntry(
        .initializer, rawValue, title: "Xavier normal",
        formula: "W ~ N(0, σ²),  σ = gain·√(2/(in + out))",
        "As Xavier uniform, with normal weights.", source: Self.xavier, settings: [Self.gain])
    case .kaimingUniform:
      CatalogEntry(
        .initializer, rawValue, title: "Kaiming uniform",
        formula: "W ~ U(−a, a),  a = gain·√(3/fan)",
        "Keeps the variance level through rectified units.", source: Self.kaiming,
        settings: [Self.gain, Self.fan])
    case .kaimingNormal:
      CatalogEntry(
        .initializer, rawValue, title: "Kaiming normal",
        formula: "W ~ N(0, σ²),  σ = gain/√fan",
        "As Kaiming uniform, with normal weights.", source: Self.kaiming,
        settings: [Self.gain, Self.fan])
    case .orthogonal:
      CatalogEntry(
        .initializer, rawValue, title: "orthogonal",
        formula: "W = gain·Q,  QR = Gaussian, columns of Q signed by the diagonal of R",
        "Rows (or columns, if there are fewer) orthogonal and of equal length.",
        source: "Saxe, McClelland and Ganguli, ICLR 2014, arXiv:1312.6120", settings: [Self.gain])
    }
  }

  private static let xavier = "Glorot and Bengio, AISTATS 2010, equations 12 and 16"
  private static let kaiming = "He, Zhang, Ren and Sun, ICCV 2015, arXiv:1502.01852, equation 10"

  private static let gain = SettingDefinition(
    "model.init.gain", .number, range: .above(0),
    """
    Factor on the weights; left out, it follows from the network's activation (sigmoid and \
    identity 1, tanh 5/3, relu √2).
    """)

  private static let fan = SettingDefinition(
    "model.init.fan", .word(["in", "out"]), default: "in",
    "Which width counts: of what comes in (forward variance) or goes out (backward variance).")
}

extension CatalogEntry {
  fileprivate init(
    _ family: Family, _ name: String, title: String, formula: String, _ summary: String,
    source: String? = nil, settings: [SettingDefinition] = []
  ) {
    self.init(
      family, name, title: title, summary: summary, formula: formula, source: source,
      settings: settings)
  }
}
