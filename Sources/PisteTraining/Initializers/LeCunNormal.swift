package import PisteCore

/// LeCun's normal weights, of variance one over the width.
///
///     W ~ N(0, σ²),  σ = 1/√fan
///
/// > Source: LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998, section 4.6.
///
/// > Differs from: Keras and JAX, whose normal is cut at 2σ and widened again.
package struct LeCunNormal: WeightInitializer {
  private let fan: Fan

  /// Creates the initializer from the width that counts; the paper's is what comes in.
  package init(fan: Fan = .in) { self.fan = fan }

  package func weights(
    outputs: Int, inputs: Int, from random: inout RandomStream
  ) -> [Double] {
    let width = fan == .in ? inputs : outputs
    return random.normals(outputs * inputs, deviation: 1 / Double(width).squareRoot())
  }
}
