package import PisteCore

/// Glorot's normal weights, a compromise between level activations and level gradients.
///
///     W ~ N(0, σ²),  σ = gain·√(2/(D + H))
///
/// > Source: Glorot and Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural
/// > Networks", AISTATS 2010, equation 12.
package struct XavierNormal: WeightInitializer {
  private let gain: Double

  /// Creates the initializer from its gain.
  package init(gain: Double) { self.gain = gain }

  package func weights(
    outputs: Int, inputs: Int, from random: inout RandomStream
  ) -> [Double] {
    let deviation = gain * (2 / Double(inputs + outputs)).squareRoot()
    return random.normals(outputs * inputs, deviation: deviation)
  }
}
