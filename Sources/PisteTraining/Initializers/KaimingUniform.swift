package import PisteCore

/// He's uniform weights, which keep the variance level through rectified units.
///
///     W ~ U(−a, a),  a = gain·√(3/fan)
///
/// > Source: He, Zhang, Ren and Sun, "Delving Deep into Rectifiers", ICCV 2015,
/// > [arXiv:1502.01852](https://arxiv.org/abs/1502.01852), equation 10.
///
/// > Differs from: PyTorch's default for `nn.Linear`, which takes a gain of 1/√3.
package struct KaimingUniform: WeightInitializer {
  private let gain: Double
  private let fan: Fan

  /// Creates the initializer from its gain and the width that counts.
  package init(gain: Double, fan: Fan) {
    self.gain = gain
    self.fan = fan
  }

  package func weights(
    outputs: Int, inputs: Int, from random: inout RandomStream
  ) -> [Double] {
    let width = fan == .in ? inputs : outputs
    return random.uniforms(outputs * inputs, within: gain * (3 / Double(width)).squareRoot())
  }
}
