package import PisteCore

/// Normal around 0, whatever the widths: W ~ N(0, σ²).
///
/// > Source: PyTorch, `nn.init.normal_`; the default σ after Krizhevsky, Sutskever and Hinton,
/// > "ImageNet Classification with Deep Convolutional Neural Networks", NIPS 2012.
package struct NormalInitializer: WeightInitializer {
  private let deviation: Double

  /// Creates the initializer from σ > 0.
  package init(deviation: Double) {
    precondition(deviation > 0, "NormalInitializer: a deviation of \(deviation)")
    self.deviation = deviation
  }

  package func weights(
    outputs: Int, inputs: Int, from random: inout RandomStream
  ) -> [Double] {
    random.normals(outputs * inputs, deviation: deviation)
  }
}
