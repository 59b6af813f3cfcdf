package import PisteCore

/// Normal weights of which a share is zero, the same share for each input.
///
///     for each of D inputs: ⌈s·H⌉ of its H weights 0, places at random, the others ~ N(0, σ²)
///
/// > Source: Martens, "Deep Learning via Hessian-Free Optimization", ICML 2010, section 5;
/// > PyTorch's sparse_.
///
/// > Differs from: Martens, who gives each *unit* 15 weights that are not zero, whatever the width;
/// > PyTorch's share is of each *input's* weights. In a layer of one unit every weight is zero.
package struct SparseInitializer: WeightInitializer {
  private let sparsity: Double
  private let deviation: Double

  /// Creates the initializer from s in 0..<1 and σ > 0.
  package init(sparsity: Double, deviation: Double) {
    precondition(
      (0..<1).contains(sparsity), "SparseInitializer: a sparsity of \(sparsity), not in 0..<1")
    precondition(deviation > 0, "SparseInitializer: a deviation of \(deviation)")
    self.sparsity = sparsity
    self.deviation = deviation
  }

  package func weights(
    outputs: Int, inputs: Int, from random: inout RandomStream
  ) -> [Double] {
    var weights = random.normals(outputs * inputs, deviation: deviation)
    let zeros = Int((sparsity * Double(outputs)).rounded(.up))
    var rows = Array(0..<Int32(outputs))
    for input in 0..<inputs {
      random.shuffle(&rows)
      for row in rows.prefix(zeros) { weights[Int(row) * inputs + input] = 0 }
    }
    return weights
  }
}
