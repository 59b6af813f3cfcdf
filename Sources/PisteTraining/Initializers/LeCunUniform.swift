package import PisteCore

/// LeCun's uniform weights, of variance one over the width.
///
///     W ~ U(−a, a),  a = √(3/fan)
///
/// > Source: LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998, section 4.6.
///
/// The gain is 1 whatever the activation: the variance stays level through linear units, and
/// through SELU's, which are made for it.
package struct LeCunUniform: WeightInitializer {
  private let fan: Fan

  /// Creates the initializer from the width that counts; the paper's is what comes in.
  package init(fan: Fan = .in) { self.fan = fan }

  package func weights(
    outputs: Int, inputs: Int, from random: inout RandomStream
  ) -> [Double] {
    let width = fan == .in ? inputs : outputs
    return random.uniforms(outputs * inputs, within: (3 / Double(width)).squareRoot())
  }
}
