package import PisteCore

/// Uniform between two bounds, whatever the widths: W ~ U(low, high).
///
/// > Source: PyTorch, `nn.init.uniform_`.
package struct UniformInitializer: WeightInitializer {
  private let low: Double
  private let high: Double

  /// Creates the initializer from its bounds, `low` below `high`.
  package init(low: Double, high: Double) {
    precondition(low < high, "UniformInitializer: \(low) is not below \(high)")
    self.low = low
    self.high = high
  }

  package func weights(
    outputs: Int, inputs: Int, from random: inout RandomStream
  ) -> [Double] {
    (0..<outputs * inputs).map { _ in low + (high - low) * random.uniform() }
  }
}
