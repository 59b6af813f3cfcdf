/// One dense layer as K-FAC sees it, and the algebra of its two factors.
///
/// The weight's gradient with the bias's as its last row is a matrix of shape `[D + 1, H]`, which
/// corresponds to inputs with a 1 behind them. A has shape `[D + 1, D + 1]`, G `[H, H]`.
struct KroneckerLayer: Sendable {
  let weight: ParameterLayout.Tensor
  let bias: ParameterLayout.Tensor
  /// Place of A among the factors; G follows.
  let factor: Int
  /// Place of what A was made into; the same of G follows.
  let inverse: Int

  /// D + 1.
  var rows: Int { weight.inputs + 1 }
  /// H.
  var columns: Int { weight.outputs }
  /// Numbers of both factors.
  var factorCount: Int { rows * rows + columns * columns }
  /// Numbers of both inverses, or of both bases with their eigenvalues.
  var inverseCount: Int { rows * (rows + 1) + columns * (columns + 1) }

  /// π, which shares the damping out; 1 where a factor is nothing at all.
  static func share(
    _ a: UnsafePointer<Double>, _ g: UnsafePointer<Double>, rows: Int, columns: Int
  ) -> Double {
    let mean = trace(a, rows) / Double(rows)
    let other = trace(g, columns) / Double(columns)
    return mean > 0 && other > 0 ? (mean / other).squareRoot() : 1
  }

  private static func trace(_ matrix: UnsafePointer<Double>, _ n: Int) -> Double {
    (0..<n).reduce(0.0) { $0 + matrix[$1 * (n + 1)] }
  }

  /// Makes `(A + π·γ·I)⁻¹` and `(G + γ/π·I)⁻¹`, γ = √λ.
  func invert<Scalar: TrainingScalar>(
    _ factors: UnsafePointer<Double>, into target: UnsafeMutablePointer<Scalar>, damping: Double,
    work: UnsafeMutablePointer<Double>
  ) {
    let (a, g) = (factors + factor, factors + factor + rows * rows)
    let share = Self.share(a, g, rows: rows, columns: columns)
    let root = damping.squareRoot()
    Self.invert(a, rows, adding: share * root, into: target + inverse, work: work)
    Self.invert(
      g, columns, adding: root / share, into: target + inverse + rows * (rows + 1), work: work)
  }

  private static func invert<Scalar: TrainingScalar>(
    _ matrix: UnsafePointer<Double>, _ n: Int, adding added: Double,
    into target: UnsafeMutablePointer<Scalar>, work: UnsafeMutablePointer<Double>
  ) {
    work.update(from: matrix, count: n * n)
    for index in 0..<n { work[index * (n + 1)] += added }
    // What cannot be inverted is no number, so that the step makes the run diverge in the open.
    if !Double.invert(work, n: n) { work.update(repeating: .nan, count: n * n) }
    Scalar.narrow(target, from: work, count: n * n)
  }

  /// Makes the eigenvectors of A and of G as rows, the eigenvalues behind them.
  func diagonalize<Scalar: TrainingScalar>(
    _ factors: UnsafePointer<Double>, into target: UnsafeMutablePointer<Scalar>,
    work: UnsafeMutablePointer<Double>
  ) {
    Self.diagonalize(factors + factor, rows, into: target + inverse, work: work)
    Self.diagonalize(
      factors + factor + rows * rows, columns, into: target + inverse + rows * (rows + 1),
      work: work)
  }

  private static func diagonalize<Scalar: TrainingScalar>(
    _ matrix: UnsafePointer<Double>, _ n: Int, into target: UnsafeMutablePointer<Scalar>,
    work: UnsafeMutablePointer<Double>
  ) {
    let values = work + n * n
    work.update(from: matrix, count: n * n)
    if !Double.symmetricEigen(work, values: values, work: values + n, n: n) {
      work.update(repeating: .nan, count: n * n)
    }
    // Round-off makes the zeros of a singular factor slightly negative.
    for index in 0..<n { values[index] = max(0, values[index]) }
    Scalar.narrow(target, from: work, count: n * (n + 1))
  }

  /// How many Float64 numbers making inverses or bases takes.
  var workCount: Int {
    let n = max(rows, columns)
    return n * (n + 1) + Double.eigenWork(n)
  }

  /// `V = A⁻¹·dW·G⁻¹` with the damped inverses.
  ///
  /// > Shapes: gradient, direction, work `[D + 1, H]`.
  func naturalGradient<Scalar: TrainingScalar>(
    _ gradient: UnsafePointer<Scalar>, into direction: UnsafeMutablePointer<Scalar>,
    inverses: UnsafePointer<Scalar>, work: UnsafeMutablePointer<Scalar>
  ) {
    let (a, g) = (inverses + inverse, inverses + inverse + rows * (rows + 1))
    Scalar.matrixProduct(
      work, gradient, transposeA: false, g, transposeB: false, m: rows, n: columns, k: columns)
    Scalar.matrixProduct(
      direction, a, transposeA: false, work, transposeB: false, m: rows, n: columns, k: rows)
  }

  /// `V = Q_A·[(Q_Aᵀ·dW·Q_G)/(d_A·d_Gᵀ + λ)]·Q_Gᵀ`: the damped product inverted exactly.
  ///
  /// > Shapes: gradient, direction, work `[D + 1, H]`.
  func naturalGradientByEigenvalues<Scalar: TrainingScalar>(
    _ gradient: UnsafePointer<Scalar>, into direction: UnsafeMutablePointer<Scalar>,
    inverses: UnsafePointer<Scalar>, damping: Double, work: UnsafeMutablePointer<Scalar>
  ) {
    let (a, g) = (inverses + inverse, inverses + inverse + rows * (rows + 1))
    Scalar.matrixProduct(
      work, gradient, transposeA: false, g, transposeB: true, m: rows, n: columns, k: columns)
    Scalar.matrixProduct(
      direction, a, transposeA: false, work, transposeB: false, m: rows, n: columns, k: rows)
    Scalar.divideByOuter(
      direction, a + rows * rows, g + columns * columns, shift: damping, m: rows, n: columns)
    Scalar.matrixProduct(
      work, direction, transposeA: false, g, transposeB: false, m: rows, n: columns, k: columns)
    Scalar.matrixProduct(
      direction, a, transposeA: true, work, transposeB: false, m: rows, n: columns, k: rows)
  }
}
