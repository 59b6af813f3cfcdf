package import PisteCore

/// Layer-sequential unit variance: orthogonal weights, scaled so that each layer's sums vary by 1.
///
///     W ← orthonormal
///     layer after layer, at most 10 times, until |var(s) − 1| < 0.1 for s = x·W + b:  W ← W/sd(s)
///
/// The variance is taken over all units and rows of one batch, before the activation; x is what the
/// scaled layers below make of the batch.
///
/// > Source: Mishkin and Matas, "All You Need Is a Good Init", ICLR 2016,
/// > [arXiv:1511.06422](https://arxiv.org/abs/1511.06422), Algorithm 1.
///
/// The weights depend on the data: inputs should be standardized first, and a file sorted by class
/// has a first batch of one class. Where all of a layer's sums are equal, nothing can be scaled,
/// and it stays as it was drawn.
package struct LSUV: DataDependentInitializer {
  private static let tolerance = 0.1
  private static let tries = 10

  /// Creates the initializer.
  package init() {}

  package func weights(
    outputs: Int, inputs: Int, from random: inout RandomStream
  ) -> [Double] {
    OrthogonalInitializer(gain: 1).weights(outputs: outputs, inputs: inputs, from: &random)
  }

  package func adjust<Scalar: TrainingScalar>(
    _ network: borrowing Network<Scalar>, to inputs: UnsafePointer<Scalar>, rows: Int
  ) {
    let layers = network.shape.layerCount
    var blocks: [AlignedBuffer<Scalar>] = []
    var x = inputs
    for layer in 0..<layers {
      let weight = network.layout.weight(layer)
      let w = network.parameters.start + weight.offset
      let bias = UnsafePointer(network.parameters.start + network.layout.bias(layer).offset)
      let sums = AlignedBuffer<Scalar>(count: rows * weight.outputs)
      blocks.append(sums)
      for _ in 0..<Self.tries {
        MatrixProduct.forward(
          sums.start, inputs: x, weights: w, rows: rows, inputs: weight.inputs,
          outputs: weight.outputs)
        let variance = Self.variance(
          sums.start, bias: bias, rows: rows, columns: weight.outputs)
        guard variance > 0, variance.isFinite, abs(variance - 1) >= Self.tolerance else { break }
        let factor = Scalar(1 / variance.squareRoot())
        for index in 0..<weight.count { w[index] *= factor }
      }
      guard layer < layers - 1 else { break }
      MatrixProduct.forward(
        sums.start, inputs: x, weights: w, rows: rows, inputs: weight.inputs,
        outputs: weight.outputs)
      network.shape.activation.apply(
        sums.start, bias: bias, keeping: nil, rows: rows, columns: weight.outputs,
        network.instructions)
      x = UnsafePointer(sums.start)
    }
    withExtendedLifetime(blocks) {}
  }

  /// The variance of all sums about their mean, the bias added.
  private static func variance<Scalar: TrainingScalar>(
    _ products: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>, rows: Int, columns: Int
  ) -> Double {
    func total(_ term: (Double) -> Double) -> Double {
      var total = 0.0
      for row in 0..<rows {
        for column in 0..<columns {
          total += term(Double(products[row * columns + column]) + Double(bias[column]))
        }
      }
      return total
    }
    let count = Double(rows * columns)
    let mean = total { $0 } / count
    return total { ($0 - mean) * ($0 - mean) } / count
  }
}
