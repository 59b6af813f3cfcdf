package import PisteCore

/// Rows, or columns if there are fewer, that are orthogonal and of length `gain`.
///
///     W = gain·Q  with  QR = Gaussian,  each column of Q signed so that R's diagonal is positive
///
/// The sign makes Q uniform among orthogonal matrices. Gram–Schmidt gives that very Q; every
/// vector is cleaned twice, after which it is orthogonal to the last bit or two.
///
/// > Source: Saxe, McClelland and Ganguli, "Exact Solutions to the Nonlinear Dynamics of Learning
/// > in Deep Linear Neural Networks", ICLR 2014, [arXiv:1312.6120](https://arxiv.org/abs/1312.6120);
/// > "twice is enough": Giraud, Langou and Rozložník, 2005.
package struct OrthogonalInitializer: WeightInitializer {
  private let gain: Double

  /// Creates the initializer from its gain.
  package init(gain: Double) { self.gain = gain }

  package func weights(
    outputs: Int, inputs: Int, from random: inout RandomStream
  ) -> [Double] {
    let (count, length) = (min(outputs, inputs), max(outputs, inputs))
    var basis: [[Double]] = []
    while basis.count < count {
      var vector = random.normals(length, deviation: 1)
      for _ in 0..<2 {
        for other in basis { Self.remove(other, from: &vector) }
      }
      let norm = Self.dot(vector, vector).squareRoot()
      // A vector that lay among the others to within rounding would be all noise now.
      guard norm > 1e-8 else { continue }
      basis.append(vector.map { $0 / norm })
    }
    if outputs <= inputs { return basis.flatMap { row in row.map { gain * $0 } } }
    return (0..<outputs).flatMap { row in basis.map { gain * $0[row] } }
  }

  private static func remove(_ other: [Double], from vector: inout [Double]) {
    let share = dot(other, vector)
    for index in vector.indices { vector[index] -= share * other[index] }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }
}
