/// Rosenbrock's bent valley over neighboring coordinates, with one minimum a row.
///
///     f_i(θ) = Σ_k 100·(z₍k+1₎ − z_k²)² + (1 − z_k)²,   z = θ − x_i,   k = 1 … D − 1
///     ∂f_i/∂z_k = 200·(z_k − z₍k−1₎²) − 400·z_k·(z₍k+1₎ − z_k²) − 2·(1 − z_k)
///
/// where the first part is left out for k = 1 and the others for k = D. The minimum of a term is
/// 0 at z = 1 in every coordinate.
///
/// > Shapes: θ `[D]`, rows x `[B, D]`, D at least 2.
///
/// > Source: Rosenbrock, "An Automatic Method for Finding the Greatest or Least Value of a
/// > Function", The Computer Journal 3 (1960), for D = 2; summed over neighbors as SciPy's `rosen`.
final class RosenbrockObjective<Scalar: TrainingScalar>: PointObjective {
  private let dimension: Int

  init(dimension: Int) {
    precondition(
      dimension >= 2, "RosenbrockObjective: \(dimension) coordinates, but 2 are needed")
    self.dimension = dimension
  }

  func evaluate(
    at point: UnsafePointer<Scalar>, _ batch: Batch<Scalar>,
    gradient: UnsafeMutablePointer<Scalar>?
  ) -> Double {
    // A class behind a protocol is not specialized: the loops run where the type is known.
    Scalar.self == Float.self
      ? sum(Float.self, point, batch.inputs, batch.count, gradient.map { .init($0) })
      : sum(Double.self, point, batch.inputs, batch.count, gradient.map { .init($0) })
  }

  @inline(__always)
  private func sum<Value: BinaryFloatingPoint>(
    _ type: Value.Type, _ point: UnsafeRawPointer, _ rows: UnsafeRawPointer, _ count: Int,
    _ gradient: UnsafeMutableRawPointer?
  ) -> Double {
    let point = point.assumingMemoryBound(to: type)
    let rows = rows.assumingMemoryBound(to: type)
    let gradient = gradient?.assumingMemoryBound(to: type)
    if let gradient { for place in 0..<dimension { gradient[place] = 0 } }
    let share = 1 / Value(count)
    var total = 0.0
    for row in 0..<count {
      let shift = rows + row * dimension
      var z = point[0] - shift[0]
      for place in 0..<dimension - 1 {
        let next = point[place + 1] - shift[place + 1]
        let bend = next - z * z
        let way = 1 - z
        total += Double(100 * bend * bend + way * way)
        if let gradient {
          gradient[place] -= share * (400 * z * bend + 2 * way)
          gradient[place + 1] += share * 200 * bend
        }
        z = next
      }
    }
    return total
  }
}
