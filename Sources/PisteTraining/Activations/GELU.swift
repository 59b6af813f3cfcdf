/// The Gaussian error linear unit: z times the chance that a normal number lies below z.
///
///     f(z) = z·Φ(z) = z/2 · (1 + erf(z/√2)),  f′ = Φ(z) + z·φ(z)
///
/// It falls before it rises, so its slope is found from z.
///
/// > Source: Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016,
/// > [arXiv:1606.08415](https://arxiv.org/abs/1606.08415). PyTorch names no gain for it; the
/// > rectifier's √2 is used.
package struct GELU: KernelActivation {
  package let gain = 2.0.squareRoot()
  package let slopeSource = SlopeSource.sums
  let kernel = ActivationKernel.gelu

  package init() {}
}
