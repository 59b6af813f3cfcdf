internal import PisteCore

extension DataSetName {
  /// Whether this is a function to be minimized instead of data to learn from.
  public var isFunction: Bool { [.quadratic, .quadraticDeep, .rosenbrock].contains(self) }

  /// The entry of a function.
  var function: CatalogEntry {
    switch self {
    case .quadraticDeep:
      CatalogEntry(
        .dataset, rawValue, title: "DeepOBS quadratic",
        summary: """
          A noisy quadratic in 100 dimensions, 90 eigenvalues from 0 to 1 and 10 from 30 to 60; as \
          published with batch_size 128, drop_last, shuffle frozen and 100 epochs.
          """,
        formula: Self.quadraticFormula,
        source: "Schneider, Balles and Hennig, DeepOBS, ICLR 2019, arXiv:1903.05499",
        settings: [Self.start(1)])
    case .rosenbrock:
      function(
        "Rosenbrock's function",
        "A narrow bent valley; its floor falls slowly to 0 at θ = 1 in every coordinate.",
        formula: "f_i(θ) = Σ 100(z₍k+1₎ − z_k²)² + (1 − z_k)²,  z = θ − x_i",
        source: "Rosenbrock, The Computer Journal 3 (1960), summed over neighboring coordinates",
        settings: [Self.dimension(2, atLeast: 2), Self.start(nil)])
    default:
      function(
        "quadratic function", "A quadratic of known eigenvalues, in which all rates are known too.",
        formula: Self.quadraticFormula,
        source: "Polyak, USSR Computational Mathematics and Mathematical Physics 4, 1964",
        settings: [
          SettingDefinition(
            "dataset.spectrum", .numbers, default: [], range: .atLeast(0), symbol: "λ",
            "The eigenvalues of Q; [] for 1 down to 1/condition at equal ratios."),
          SettingDefinition(
            "dataset.condition", .number, default: 100, range: .atLeast(1), symbol: "κ",
            "The largest eigenvalue over the smallest, where no spectrum is given."),
          Self.dimension(10, atLeast: 1),
          SettingDefinition(
            "dataset.rotate", .boolean, default: true,
            "Turns the axes at random, drawn from dataset.split_seed; false keeps Q diagonal."),
          Self.start(1),
        ])
    }
  }

  private func function(
    _ title: String, _ summary: String, formula: String, source: String?,
    settings: [SettingDefinition]
  ) -> CatalogEntry {
    let common = [
      Self.test, Self.rows(atLeast: 1),
      SettingDefinition(
        "dataset.noise", .number, default: 0, range: .atLeast(0),
        "Standard deviation of the rows x_i, by which the function is shifted; 0 for none."),
    ]
    return CatalogEntry(
      .dataset, rawValue, title: title, summary: summary, formula: formula, source: source,
      settings: common + settings)
  }

  private static let quadraticFormula = "f_i(θ) = ½(θ − x_i)ᵀQ(θ − x_i)"

  private static func dimension(_ usual: Double, atLeast least: Double) -> SettingDefinition {
    SettingDefinition(
      "dataset.dimension", .integer, default: .number(usual), range: .closed(least, 1000),
      symbol: "D", "How many coordinates θ has.")
  }

  private static func start(_ usual: SettingValue?) -> SettingDefinition {
    SettingDefinition(
      "dataset.start", .number, default: usual, range: .any, symbol: "θ₀",
      usual == nil
        ? "The first value of every coordinate; left out, −1.2, 1, −1.2, … in turn."
        : "The first value of every coordinate.")
  }

  static let turns = SettingDefinition(
    "dataset.turns", .number, default: 1.5, range: .aboveUpTo(0, 100), unit: "turns",
    "How often each spiral winds; the arms stay 1 apart, so that more turns are a larger disc.")

  static let points = SettingDefinition(
    "dataset.points", .word(["square", "corners"]), default: "square",
    "Where the points lie: anywhere in the square, or at its four corners in turn.")

  static let teacher = [
    SettingDefinition(
      "dataset.features", .integer, default: 10, range: .closed(1, 1000), unit: "features",
      symbol: "D", "How many inputs the teacher reads."),
    SettingDefinition(
      "dataset.teacher_hidden", .integers, default: [16], range: .closed(1, 4096), unit: "units",
      "Widths of the teacher's hidden layers, first to last; [] for a linear teacher."),
  ]
}
