private import PisteCore

/// The data sets: shipped, installed, one's own, and made up.
public enum DataSetName: String, CatalogName {
  /// Zalando's clothing images.
  case fashionMNIST = "fashion-mnist"
  /// Handwritten digits of 8 × 8 pixels.
  case digits
  /// Fisher's irises.
  case iris
  /// Three cultivars of Italian wine.
  case wine
  /// Benign and malignant tumors.
  case breastCancer = "breast-cancer"
  /// Progression of diabetes in a year.
  case diabetes
  /// Two intertwined spirals.
  case spirals
  /// Two intertwined half moons.
  case moons
  /// Two classes in opposite quarters of a square.
  case xor
  /// A linear function with noise.
  case linearRegression = "linear-regression"
  /// What a fixed random network says.
  case teacherStudent = "teacher-student"
  /// A quadratic function of a given spectrum.
  case quadratic
  /// The quadratic function of the DeepOBS benchmark.
  case quadraticDeep = "quadratic-deep"
  /// Rosenbrock's bent valley.
  case rosenbrock
  /// A table in a text file.
  case csv
  /// Images and labels in IDX files.
  case idx

  /// The entry of this data set.
  public var entry: CatalogEntry {
    switch self {
    case .fashionMNIST:
      shipped(
        "Fashion-MNIST",
        "70,000 images of 28 × 28 pixels in 10 classes of clothing, 10,000 of them for testing.",
        "Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747; Debian package dataset-fashion-mnist",
        settings: [
          Self.path("The folder with the four IDX files.", isRequired: false), Self.ownTest,
        ])
    case .digits:
      shipped(
        "digits", "1,797 handwritten digits of 8 × 8 pixels with 17 gray levels, 10 classes.",
        "Alpaydin and Kaynak 1998, UCI Machine Learning Repository (test part)")
    case .iris:
      shipped(
        "iris", "150 flowers, 4 lengths, 3 species.",
        "Fisher 1936, UCI Machine Learning Repository")
    case .wine:
      shipped(
        "wine", "178 wines, 13 chemical measurements, 3 cultivars.",
        "Aeberhard and Forina 1992, UCI Machine Learning Repository")
    case .breastCancer:
      shipped(
        "breast cancer", "569 tumors, 30 measurements of cell nuclei, benign or malignant.",
        "Wolberg, Mangasarian, Street and Street 1993, UCI Machine Learning Repository")
    case .diabetes:
      shipped(
        "diabetes", "442 patients, 10 measurements, disease progression after a year.",
        "Efron, Hastie, Johnstone and Tibshirani, Annals of Statistics 32 (2004)")
    case .spirals:
      synthetic(
        "spirals", "Two spirals in the plane, one class each: no line separates them.",
        "Lang and Witbrock 1988",
        formula: """
          x = r·cos(πr + πa) + σn₁,  y = r·sin(πr + πa) + σn₂      arm a = 0, 1 in turn
          r = 2k·√u,  u ~ U(0, 1),  k turns
          """, noise: 0.1, settings: [Self.turns])
    case .moons:
      synthetic(
        "moons", "Two interlocking half moons in the plane, one class each.",
        "after scikit-learn's make_moons",
        formula: """
          moon 0:  x = cos t,      y = sin t            t ~ U(0, π)
          moon 1:  x = 1 − cos t,  y = ½ − sin t        σ·n is added to x and to y
          """, noise: 0.1)
    case .xor:
      synthetic(
        "exclusive or", "Two classes in opposite quarters of a square: no line separates them.",
        "Minsky and Papert, Perceptrons, 1969",
        formula: "class 1 where x·y < 0, else 0;  x, y ~ U(−1, 1), then σ·n is added to both",
        noise: 0.1, leastRows: 4, settings: [Self.points])
    case .linearRegression:
      synthetic(
        "linear regression", "Ten normal features, a linear target with normal noise.",
        "after scikit-learn's make_regression",
        formula: "y = wᵀx + b + σ·n;  x, w, b, n ~ N(0, 1)", noise: 0.1)
    case .teacherStudent:
      synthetic(
        "teacher and student",
        "Normal features; the target is what a fixed random tanh network says, with noise.",
        "Saad and Solla, Physical Review E 52 (1995)",
        formula: """
          y = w·a + b + σ·n,  a₀ = x,  a_k = tanh(W_k·a₍k−1₎ + b_k);  x, n ~ N(0, 1)
          weights and biases ~ N(0, 1/width of what comes in)
          """, noise: 0.1, settings: Self.teacher)
    case .quadratic, .quadraticDeep, .rosenbrock: function
    case .csv:
      shipped(
        "CSV file", "A table of your own; one column is the target, the others are inputs.", nil,
        settings: [
          Self.path("The file.", isRequired: true),
          SettingDefinition(
            "dataset.target", .text,
            "The target column by its name or its number from 1; left out, the last one."),
          SettingDefinition(
            "dataset.header", .boolean,
            "Whether the first line names the columns; left out, it is told from the text."),
          Self.test,
        ])
    case .idx:
      shipped(
        "IDX files", "Images and labels of your own in the format of MNIST, gzipped or not.",
        "LeCun, Cortes and Burges, The MNIST database",
        settings: [Self.path("The folder, or the images file.", isRequired: true), Self.ownTest])
    }
  }

  private func shipped(
    _ title: String, _ summary: String, _ source: String?,
    settings: [SettingDefinition] = [Self.test]
  ) -> CatalogEntry {
    CatalogEntry(
      .dataset, rawValue, title: title, summary: summary, source: source, settings: settings)
  }

  private func synthetic(
    _ title: String, _ summary: String, _ source: String?, formula: String, noise: Double,
    leastRows: Double = 10, settings: [SettingDefinition] = []
  ) -> CatalogEntry {
    let common = [
      Self.test, Self.rows(atLeast: leastRows),
      SettingDefinition(
        "dataset.noise", .number, default: .number(noise), range: .atLeast(0),
        "Standard deviation of the noise added: to the points, or to the target."),
    ]
    return CatalogEntry(
      .dataset, rawValue, title: title, summary: summary, formula: formula, source: source,
      settings: common + settings)
  }

  static func rows(atLeast least: Double) -> SettingDefinition {
    SettingDefinition(
      "dataset.rows", .integer, default: 1000, range: .closed(least, 10_000_000), unit: "rows",
      "How many rows are made, before they are split.")
  }

  static let test = SettingDefinition(
    "dataset.test", .number, default: 0.2, range: .atLeast(0), unit: "rows or share",
    "Rows kept for testing: a share below 1 or a count; 0 for none.")

  private static let ownTest = SettingDefinition(
    "dataset.test", .number, range: .atLeast(0), unit: "rows or share",
    """
    Rows kept for testing: a share below 1 or a count; left out, the set's own test file, or a \
    fifth where there is none.
    """)

  private static func path(_ summary: String, isRequired: Bool) -> SettingDefinition {
    SettingDefinition(
      "dataset.path", .text, isRequired: isRequired, affectsResult: false,
      summary + " A relative path counts from the experiment file.")
  }
}
