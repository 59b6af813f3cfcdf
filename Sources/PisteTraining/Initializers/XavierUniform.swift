package import PisteCore

/// Glorot's uniform weights, a compromise between level activations and level gradients.
///
///     W ~ U(−a, a),  a = gain·√(6/(D + H))
///
/// > Source: Glorot and Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural
/// > Networks", AISTATS 2010, equation 16.
package struct XavierUniform: WeightInitializer {
  private let gain: Double

  /// Creates the initializer from its gain.
  package init(gain: Double) { self.gain = gain }

  package func weights(
    outputs: Int, inputs: Int, from random: inout RandomStream
  ) -> [Double] {
    let bound = gain * (6 / Double(inputs + outputs)).squareRoot()
    return random.uniforms(outputs * inputs, within: bound)
  }
}
