private import Foundation
internal import PisteCore

/// Numbers that a fixed random network, the teacher, says of normal inputs, with noise.
///
///     y = t(x) + σn,   a₀ = x,   a_k = tanh(W_k·a₍k−1₎ + b_k),   t = w·a + b
///
/// Inputs are standard normal; the teacher's weights and biases are normal with variance one
/// through the width that comes into their layer. A student at least as wide with tanh units can
/// reach the noise's σ² and no less. The teacher is drawn first, so that sets of different sizes
/// share it.
///
/// > Source: Gardner and Derrida, "Three Unfinished Works on the Optimal Storage Capacity of
/// > Networks", Journal of Physics A 22 (1989); Saad and Solla, "On-line Learning in Soft Committee
/// > Machines", Physical Review E 52 (1995).
///
/// > Differs from: the soft committee machines of the second, whose last weights are all 1 and
/// > whose units are error functions.
enum TeacherStudent {
  private struct Layer {
    let weights: [[Double]]
    let biases: [Double]

    init(inputs: Int, outputs: Int, from stream: inout RandomStream) {
      let deviation = 1 / Double(inputs).squareRoot()
      weights = (0..<outputs).map { _ in (0..<inputs).map { _ in deviation * stream.normal() } }
      biases = (0..<outputs).map { _ in deviation * stream.normal() }
    }

    func sums(_ inputs: [Double]) -> [Double] {
      zip(weights, biases).map { row, bias in
        zip(row, inputs).reduce(bias) { $0 + $1.0 * $1.1 }
      }
    }
  }

  static func draw(
    rows: Int, noise: Double, features: Int, hidden: [Int], from stream: inout RandomStream
  ) -> RawTable {
    let widths = [features] + hidden + [1]
    let layers = zip(widths, widths.dropFirst()).map { inputs, outputs in
      Layer(inputs: inputs, outputs: outputs, from: &stream)
    }
    var values: [Double] = []
    values.reserveCapacity(rows * features)
    var targets: [Double] = []
    targets.reserveCapacity(rows)
    for _ in 0..<rows {
      let inputs = (0..<features).map { _ in stream.normal() }
      values += inputs
      var activations = inputs
      for (place, layer) in layers.enumerated() {
        let sums = layer.sums(activations)
        activations = place < layers.count - 1 ? sums.map { tanh($0) } : sums
      }
      targets.append((activations.first ?? 0) + noise * stream.normal())
    }
    return RawTable(
      rows: rows, features: features, values: .numbers(values), target: .numbers(targets))
  }
}
