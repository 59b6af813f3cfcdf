/// How the sums of a hidden layer are normalized before its activation.
///
///     n = (z − mean)/√(variance + ε),  y = γ·n + β,  ε = 1e-5
///
/// The variance is the biased one, over the batch for each unit, or over the units for each
/// example. Scale γ begins at 1 and shift β at 0; both are learned. The running statistics are those
/// of the parameters that were trained with, also where an optimizer is evaluated at others.
///
/// > Source: Ioffe and Szegedy, "Batch Normalization", 2015,
/// > [arXiv:1502.03167](https://arxiv.org/abs/1502.03167); Ba, Kiros and Hinton, "Layer
/// > Normalization", 2016, [arXiv:1607.06450](https://arxiv.org/abs/1607.06450). Numbers and
/// > running statistics are those of PyTorch's `BatchNorm1d` and `LayerNorm`.
package enum HiddenNormalization: String, Sendable, CaseIterable {
  /// Not at all.
  case none
  /// Each unit over the batch; over running statistics in evaluation.
  case batch
  /// Each example over its units, in training and evaluation alike.
  case layer

  /// ε, which keeps the root away from 0.
  static let epsilon = 1e-5

  /// How far running statistics move towards each batch's: r ← 0.9·r + 0.1·batch.
  ///
  /// The running variance takes the batch's unbiased variance, as in PyTorch.
  static let momentum = 0.1
}
