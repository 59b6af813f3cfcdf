package import PisteCore

/// Normal around 0 without its tails.
///
///     W ~ N(0, σ²), drawn again while |W| > c·σ
///
/// σ is the deviation of the normal that is cut. With c = 2 the weights' own deviation is
/// 0.87962566·σ, and 4.6 % of all draws are repeated.
///
/// > Source: TensorFlow 1's truncated_normal_initializer.
///
/// > Differs from: Keras 2's and JAX's variance scaling, which divide by 0.87962566 so that σ is
/// > realised; PyTorch's trunc_normal_, whose bounds are absolute: its defaults, −2 and 2, cut
/// > nothing where σ is some hundredths.
package struct TruncatedNormal: WeightInitializer {
  private let deviation: Double
  private let cut: Double

  /// Creates the initializer from σ > 0 and the cut c > 0, in σ.
  package init(deviation: Double, cut: Double = 2) {
    precondition(
      deviation > 0 && cut > 0, "TruncatedNormal: a deviation of \(deviation), cut at \(cut)")
    self.deviation = deviation
    self.cut = cut
  }

  package func weights(
    outputs: Int, inputs: Int, from random: inout RandomStream
  ) -> [Double] {
    (0..<outputs * inputs).map { _ in
      var z = random.normal()
      while abs(z) > cut { z = random.normal() }
      return deviation * z
    }
  }
}
