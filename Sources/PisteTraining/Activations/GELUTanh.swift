/// The Gaussian error linear unit with a hyperbolic tangent in the place of the error function.
///
///     f(z) = z/2 · (1 + tanh u),  u = √(2/π)·(z + 0.044715·z³)
///     f′ = ½(1 + tanh u) + z/2 · (1 − tanh² u)·√(2/π)·(1 + 3·0.044715·z²)
///
/// It is at most 5e-4 away from ``GELU``. It falls before it rises, so its slope is found from z.
///
/// > Source: Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016,
/// > [arXiv:1606.08415](https://arxiv.org/abs/1606.08415); PyTorch's `approximate="tanh"`. PyTorch
/// > names no gain for it; the rectifier's √2 is used.
package struct GELUTanh: KernelActivation {
  package let gain = 2.0.squareRoot()
  package let slopeSource = SlopeSource.sums
  let kernel = ActivationKernel.geluTanh

  package init() {}
}
