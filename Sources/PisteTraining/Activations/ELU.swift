/// The exponential linear unit: levels off smoothly at −α.
///
///     f(z) = z for z > 0, else α·(eᶻ − 1),  f′ = 1 for z > 0, else f + α
///
/// > Source: Clevert, Unterthiner and Hochreiter, "Fast and Accurate Deep Network Learning by
/// > Exponential Linear Units", 2016, [arXiv:1511.07289](https://arxiv.org/abs/1511.07289).
/// > PyTorch names no gain for it; the rectifier's √2 is used.
package struct ELU: KernelActivation {
  package let gain = 2.0.squareRoot()
  package let alpha: Double
  let kernel = ActivationKernel.elu

  /// Creates the function.
  ///
  /// - Parameter alpha: α, above 0.
  package init(alpha: Double = 1) {
    precondition(alpha > 0, "ELU: an α of \(alpha) is not above 0")
    self.alpha = alpha
  }

  var parameter: Double { alpha }
}
