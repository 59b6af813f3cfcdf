/// How large a gradient may be when a step is taken with it.
///
///     g ← min(max(g, −v), v)               by value, each component; first where both are set
///     g ← g·min(1, c/(‖g‖₂ + 10⁻⁶))        by norm, all parameters together
///
/// > Source: Pascanu, Mikolov and Bengio, "On the Difficulty of Training Recurrent Neural
/// > Networks", ICML 2013, [arXiv:1211.5063](https://arxiv.org/abs/1211.5063), algorithm 1; with
/// > PyTorch's clip_grad_norm_ the 10⁻⁶ that keeps the quotient finite.
package struct GradientClip: Sendable, Hashable {
  /// c, the largest Euclidean norm of the whole gradient; nil for any.
  package let norm: Double?
  /// v, the largest magnitude of a component; nil for any.
  package let value: Double?

  /// Creates a clip; nil where nothing is to be clipped, so that no pass is made.
  ///
  /// - Parameters:
  ///   - norm: c > 0, or nil.
  ///   - value: v > 0, or nil.
  package init?(norm: Double?, value: Double?) {
    guard norm != nil || value != nil else { return nil }
    precondition(norm ?? 1 > 0, "GradientClip: a norm of \(norm ?? 0) is not positive")
    precondition(value ?? 1 > 0, "GradientClip: a value of \(value ?? 0) is not positive")
    self.norm = norm
    self.value = value
  }

  /// Clips gradients in place; those that are not finite stay, since no step is taken with them.
  ///
  /// - Parameters:
  ///   - gradients: ∂L/∂θ, averaged over the batch.
  ///   - squares: Σ g² of them.
  ///   - set: Which form of the kernels runs.
  func apply<Scalar: TrainingScalar>(
    to gradients: AlignedBuffer<Scalar>, squares: Double, _ set: InstructionSet
  ) {
    guard squares.isFinite else { return }
    var squares = squares
    if let value {
      Scalar.clamp(gradients.start, count: gradients.count, to: Scalar(value))
      if norm != nil { squares = Scalar.sumOfSquares(set, gradients.start, count: gradients.count) }
    }
    guard let norm else { return }
    let factor = norm / (squares.squareRoot() + 1e-6)
    if factor < 1 { Scalar.scale(gradients.start, count: gradients.count, by: Scalar(factor)) }
  }
}

extension Recipe {
  /// The clip that the settings ask for; nil for none.
  static func gradientClip(_ reader: inout RecipeReader) -> GradientClip? {
    let norm = reader.positive("gradient_clip.norm")
    let value = reader.positive("gradient_clip.value")
    return GradientClip(norm: norm, value: value)
  }
}
