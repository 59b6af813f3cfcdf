private import PisteCore

extension OptimizerName {
  static let rpropEntry = CatalogEntry(
    .optimizer, "rprop", title: "Rprop",
    summary: "A step size for each parameter, which grows while its gradient keeps its sign.",
    formula: """
      g·g′ > 0:  δ ← min(η₊·δ, δmax)           g′ the gradient before
      g·g′ < 0:  δ ← max(η₋·δ, δmin),  g ← 0
      θ ← θ − sign(g)·δ,  g′ ← g               (δ begins at η)
      """,
    source: """
      Riedmiller and Braun 1993; Igel and Hüsken 2000 (iRprop⁻)
      """,
    differsFrom: """
      the other optimizers, since the rate is only the first step size, and a schedule's later \
      rates have no effect, as in PyTorch; it is meant for whole data sets as batches
      """,
    settings: [
      learningRate(0.01),
      SettingDefinition(
        "optimizer.eta_minus", .number, default: 0.5,
        range: NumberRange(lower: 0, lowerIncluded: false, upper: 1, upperIncluded: false),
        symbol: "η₋", "What a step size is multiplied by when the gradient's sign turns."),
      SettingDefinition(
        "optimizer.eta_plus", .number, default: 1.2, range: .above(1), symbol: "η₊",
        "What a step size is multiplied by while the gradient's sign stays."),
      SettingDefinition(
        "optimizer.step_size_min", .number, default: 1e-6, range: .above(0), symbol: "δmin",
        "The least step size."),
      SettingDefinition(
        "optimizer.step_size_max", .number, default: 50, range: .above(0), symbol: "δmax",
        "The largest step size."),
    ])
}
