package import PisteCore

/// He's normal weights, which keep the variance level through rectified units.
///
///     W ~ N(0, σ²),  σ = gain/√fan
///
/// > Source: He, Zhang, Ren and Sun, "Delving Deep into Rectifiers", ICCV 2015,
/// > [arXiv:1502.01852](https://arxiv.org/abs/1502.01852), equation 10.
package struct KaimingNormal: WeightInitializer {
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
    return random.normals(outputs * inputs, deviation: gain / Double(width).squareRoot())
  }
}
