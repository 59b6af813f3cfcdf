/// The constants of ``KFAC``.
package struct KFACOptions: Sendable, Hashable {
  /// Which labels the gradients behind G are those of.
  package enum Fisher: String, Sendable, CaseIterable {
    /// All labels, each as probable as the model says: one way back for every class.
    case exact
    /// One label an example, drawn from the model.
    case sampled
    /// The labels of the training data, which make the empirical Fisher matrix, another one.
    case empirical
  }

  /// How the damping enters.
  package enum DampingForm: String, Sendable, CaseIterable {
    /// Shared out to the two factors by π.
    case factored
    /// Added to the eigenvalues of the product.
    case eigen
  }

  /// Which labels.
  package var fisher = Fisher.sampled
  /// How the damping enters.
  package var dampingForm = DampingForm.factored
  /// λ > 0.
  ///
  /// Small batches need much: 1e-3, usual where batches have thousands of examples, makes runs on
  /// the digits with batches of 32 confident and wrong, 0.1 does not.
  package var damping = 0.1
  /// The most that is kept of the old factors, in 0..<1.
  package var factorDecay = 0.95
  /// κ > 0 of the KL clip; 0 for none.
  package var klClip = 1e-3
  /// Steps from one update of the factors to the next.
  package var factorEvery = 1
  /// Steps from one inversion to the next.
  package var inverseEvery = 10
  /// μ in 0..<1.
  package var momentum = 0.9
  /// l ≥ 0 of the L2 penalty ½·l·‖θ‖².
  package var weightDecay = 0.0

  /// Creates the defaults.
  package init() {}
}
