private import PisteCore

extension OptimizerName {
  static let lbfgsEntry = CatalogEntry(
    .optimizer, "lbfgs", title: "L-BFGS",
    summary: """
      Quasi-Newton steps from a limited history, for whole data sets in one batch; counted in \
      gradient evaluations, several a step.
      """,
    formula: """
      d = −H·g, H from the last pairs s = Δθ, y = Δg, with ⟨s, y⟩/⟨y, y⟩·I to begin with
      t with f(θ + t·d) ≤ f(θ) + 1e-4·t·⟨g, d⟩ and |⟨g(θ + t·d), d⟩| ≤ 0.9·|⟨g, d⟩|
      θ ← θ + t·d                  (up to max_iter times a step)
      """,
    source: """
      Liu and Nocedal, Mathematical Programming 45 (1989); Nocedal and Wright 2006, algorithms \
      3.5, 3.6 and 7.4; PyTorch LBFGS
      """,
    differsFrom: """
      PyTorch in searching for strong Wolfe unless told not to, and in ending the run where a loss \
      is not finite
      """,
    settings: [
      learningRate(1),
      SettingDefinition(
        "optimizer.history_size", .integer, default: 100, range: .closed(1, 10_000),
        unit: "pairs", "Pairs of changes kept; each takes twice the memory of the parameters."),
      SettingDefinition(
        "optimizer.max_iter", .integer, default: 20, range: .closed(1, 1_000_000),
        unit: "iterations", "Iterations in one step at most."),
      SettingDefinition(
        "optimizer.max_eval", .integer, range: .closed(1, 1_000_000), unit: "gradients",
        "Gradients in one step at most; left out, five quarters of max_iter."),
      SettingDefinition(
        "optimizer.tolerance_grad", .number, default: 1e-7, range: .atLeast(0),
        "A step ends where no component of the gradient is above it."),
      SettingDefinition(
        "optimizer.tolerance_change", .number, default: 1e-9, range: .atLeast(0),
        "A step ends where parameters or loss change by no more."),
      SettingDefinition(
        "optimizer.line_search", .word(["strong-wolfe", "none"]), default: "strong-wolfe",
        "Whether to search for the strong Wolfe conditions or to go as far as the rate says."),
    ])
}
