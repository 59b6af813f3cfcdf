/// The sigmoid linear unit, also called swish.
///
///     f(z) = z·σ(z),  f′ = σ·(1 + z·(1 − σ))
///
/// It falls before it rises, so its slope is found from z.
///
/// > Source: Elfwing, Uchibe and Doya, "Sigmoid-Weighted Linear Units", 2018,
/// > [arXiv:1702.03118](https://arxiv.org/abs/1702.03118). PyTorch names no gain for it; the
/// > rectifier's √2 is used.
package struct SiLU: KernelActivation {
  package let gain = 2.0.squareRoot()
  package let slopeSource = SlopeSource.sums
  let kernel = ActivationKernel.silu

  package init() {}
}
