private import PisteCore

extension OptimizerName {
  static let muonEntry = CatalogEntry(
    .optimizer, "muon", title: "Muon",
    summary: """
      Momentum made orthogonal by Newton–Schulz for every weight matrix but the last; AdamW for \
      the last one and the biases.
      """,
    formula: """
      b ← μ·b + (1 − μ)·g
      u = (1 − μ)·g + μ·b          (Nesterov; else u = b)
      X = u/max(‖u‖, ε), then k times: A = X·Xᵀ, X ← (a·I + b·A + c·A²)·X
      θ ← θ − η·λ·θ
      θ ← θ − η·√max(1, outputs/inputs)·X
      """,
    source: """
      Jordan and others 2024, kellerjordan.github.io/posts/muon; match_rms_adamw: Liu and others, \
      arXiv:2502.16982
      """,
    differsFrom: """
      the reference and PyTorch, which orthogonalize in bfloat16: here in the precision of \
      training. Jordan's own defaults are η = 0.02 and λ = 0
      """,
    settings: [
      learningRate(0.001),
      momentum(0.95, "How much of the running mean of gradients is kept."),
      SettingDefinition(
        "optimizer.nesterov", .boolean, default: true,
        "Orthogonalizes gradient plus momentum (Nesterov) instead of the momentum alone."),
      weightDecay(0.1, "Share of each of its matrices taken away in a step is η·λ."),
      SettingDefinition(
        "optimizer.ns_steps", .integer, default: 5, range: .closed(1, 99), unit: "iterations",
        symbol: "k", "Iterations of Newton and Schulz."),
      SettingDefinition(
        "optimizer.ns_a", .number, default: 3.4445, range: .any, symbol: "a",
        "The iteration's factor of a singular value."),
      SettingDefinition(
        "optimizer.ns_b", .number, default: -4.775, range: .any, symbol: "b",
        "The iteration's factor of its cube."),
      SettingDefinition(
        "optimizer.ns_c", .number, default: 2.0315, range: .any, symbol: "c",
        "The iteration's factor of its fifth power."),
      epsilon(1e-7, "The least norm that is divided by before the iterations."),
      SettingDefinition(
        "optimizer.adjust_lr", .word(["original", "match_rms_adamw", "spectral_unclamped"]),
        default: "original",
        """
        How the rate fits a matrix's shape: √max(1, outputs/inputs), 0.2·√max(outputs, inputs), \
        or √(outputs/inputs).
        """),
      SettingDefinition(
        "optimizer.adamw_lr", .number, default: 0.001, range: .above(0),
        "AdamW's rate for the last layer and the biases; the schedule moves it alike."),
      SettingDefinition(
        "optimizer.adamw_beta1", .number, default: 0.9, range: .halfOpen(0, 1),
        "AdamW's decay of the running mean of the gradient."),
      SettingDefinition(
        "optimizer.adamw_beta2", .number, default: 0.999, range: .halfOpen(0, 1),
        "AdamW's decay of the running mean of the squared gradient."),
      SettingDefinition(
        "optimizer.adamw_epsilon", .number, default: 1e-8, range: .above(0),
        "AdamW's ε, added to the root of the corrected second moment."),
      SettingDefinition(
        "optimizer.adamw_weight_decay", .number, default: 0.01, range: .atLeast(0),
        "AdamW's decoupled weight decay."),
    ])
}
