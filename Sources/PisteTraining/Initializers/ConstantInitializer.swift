package import PisteCore

/// All weights the same; 0 for `zeros`.
///
/// The units of a layer stay identical for ever, since they see the same gradient: a lesson, not
/// a way to train.
///
/// > Source: Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 8.4, on why units must
/// > start apart.
package struct ConstantInitializer: WeightInitializer {
  private let value: Double

  /// Creates the initializer of one value.
  package init(value: Double) { self.value = value }

  package func weights(
    outputs: Int, inputs: Int, from random: inout RandomStream
  ) -> [Double] {
    Array(repeating: value, count: outputs * inputs)
  }
}
