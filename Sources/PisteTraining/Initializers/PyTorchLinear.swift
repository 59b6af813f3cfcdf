package import PisteCore

/// The weights that PyTorch's dense layer gives itself.
///
///     W ~ U(−1/√D, 1/√D)
///
/// It is Kaiming's uniform with a gain of 1/√3, which is not He's: through rectified units the
/// variance falls to a sixth in each layer. The biases, by ``BiasRule/uniform``, share the bounds.
///
/// > Source: PyTorch, nn.Linear.reset_parameters.
package struct PyTorchLinear: WeightInitializer {
  /// Creates the initializer.
  package init() {}

  package func weights(
    outputs: Int, inputs: Int, from random: inout RandomStream
  ) -> [Double] {
    random.uniforms(outputs * inputs, within: 1 / Double(inputs).squareRoot())
  }
}
