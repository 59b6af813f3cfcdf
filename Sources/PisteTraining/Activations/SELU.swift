/// The self-normalizing unit: an ELU whose two numbers make mean 0 and variance 1 a fixed point.
///
///     f(z) = λ·z for z > 0, else λ·α·(eᶻ − 1),  f′ = λ for z > 0, else f + λ·α
///     λ = 1.0507009873554805,  α = 1.6732632423543772
///
/// > Source: Klambauer, Unterthiner, Mayr and Hochreiter, "Self-Normalizing Neural Networks",
/// > 2017, [arXiv:1706.02515](https://arxiv.org/abs/1706.02515).
///
/// > Differs from: the paper's gain of 1 (LeCun's weights). PyTorch's ¾ is used; set
/// > `model.init.gain` to 1 for the fixed point.
package struct SELU: KernelActivation {
  package let gain = 0.75
  let kernel = ActivationKernel.selu

  package init() {}
}
