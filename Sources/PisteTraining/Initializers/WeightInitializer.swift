package import PisteCore

/// A way to fill a layer's weights before training.
package protocol WeightInitializer: Sendable {
  /// The weights of one layer, in PyTorch's order: row-major `[outputs, inputs]`.
  ///
  /// - Parameters:
  ///   - outputs: H, the width that goes out.
  ///   - inputs: D, the width that comes in.
  ///   - random: The run's stream for weights; layers draw from it one after another.
  /// - Returns: `outputs · inputs` numbers.
  func weights(outputs: Int, inputs: Int, from random: inout RandomStream) -> [Double]
}

/// Which of a layer's widths an initializer levels the variance for.
package enum Fan: String, Sendable {
  /// What comes in: level activations on the way forward.
  case `in`
  /// What goes out: level gradients on the way back.
  case out
}

extension RandomStream {
  /// Numbers drawn uniformly from `-bound..<bound`.
  mutating func uniforms(_ count: Int, within bound: Double) -> [Double] {
    (0..<count).map { _ in bound * (2 * uniform() - 1) }
  }

  /// Numbers drawn from the normal distribution around 0.
  mutating func normals(_ count: Int, deviation: Double) -> [Double] {
    (0..<count).map { _ in deviation * normal() }
  }
}
