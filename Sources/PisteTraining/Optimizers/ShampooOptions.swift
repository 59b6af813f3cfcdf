/// The constants of ``Shampoo``.
package struct ShampooOptions: Sendable, Hashable {
  /// Whose length a step has.
  package enum Graft: String, Sendable, CaseIterable {
    /// Its own.
    case none
    /// The gradient's.
    case sgd
    /// That of Adam without a first moment.
    case adam
  }

  /// μ in 0..<1.
  package var momentum = 0.9
  /// ε > 0, added to the eigenvalues of the statistics.
  package var epsilon = 1e-6
  /// d in 0...1; 1 adds all up, as the paper does.
  package var statisticsDecay = 1.0
  /// Steps from one pair of roots to the next.
  package var rootEvery = 20
  /// Whose length a step has.
  package var graft = Graft.adam
  /// β₂ of the Adam graft.
  package var beta2 = 0.999
  /// ε_g of the Adam graft.
  package var graftEpsilon = 1e-8
  /// λ ≥ 0; a step takes the share η·λ of each parameter away.
  package var weightDecay = 0.0
  /// The widest side that is preconditioned.
  package var widest = 10_000

  /// Creates the defaults.
  package init() {}
}
