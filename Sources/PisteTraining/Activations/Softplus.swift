/// A rectifier without the kink.
///
///     f(z) = log(1 + eᶻ),  f′ = σ(z) = 1 − e^(−f)
///
/// Computed as max(z, 0) + log(1 + e^−|z|), which overflows nowhere.
///
/// > Source: Dugas, Bengio, Bélisle, Nadeau and Garcia, "Incorporating Second-Order Functional
/// > Knowledge for Better Option Pricing", NIPS 2000. PyTorch names no gain for it; the
/// > rectifier's √2 is used.
///
/// > Differs from: PyTorch's, which is z itself above 20: 2e-9 less, below what Float32 can hold.
package struct Softplus: KernelActivation {
  package let gain = 2.0.squareRoot()
  let kernel = ActivationKernel.softplus

  package init() {}
}
