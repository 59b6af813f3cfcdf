/// The nearest orthogonal matrix, roughly, by products alone.
///
/// With the singular values s of a matrix brought into 0…1, each iteration maps them by
///
///     s ← a·s + b·s³ + c·s⁵
///
/// whose slope at 0 is as steep as may be and which ends within about 0.7…1.2 instead of at 1:
/// for a direction of steps that is near enough. As a matrix, with X the smaller way up,
///
///     X ← X/max(‖X‖_F, ε),  then  A = X·Xᵀ,  X ← (a·I + b·A + c·A²)·X
///
/// > Source: Jordan and others, "Muon: An Optimizer for Hidden Layers in Neural Networks", 2024,
/// > [kellerjordan.github.io/posts/muon](https://kellerjordan.github.io/posts/muon/).
///
/// > Differs from: the reference implementation and PyTorch's, which compute in bfloat16: here it
/// > is the precision of training. Jordan's adds ε = 1e-7 to the norm, PyTorch and this keep the
/// > norm from falling below it.
package enum NewtonSchulz {
  /// How many numbers ``orthogonalize(_:scratch:rows:columns:iterations:a:b:c:epsilon:_:)`` works
  /// in.
  package static func scratchCount(rows: Int, columns: Int) -> Int {
    let small = min(rows, columns)
    return rows * columns + 2 * small * small
  }

  /// Maps the singular values of `x` towards 1 and leaves its singular vectors.
  ///
  /// - Parameters:
  ///   - x: The matrix `[rows, columns]`; its numbers are used up.
  ///   - scratch: ``scratchCount(rows:columns:)`` numbers.
  ///   - rows: Height of `x`.
  ///   - columns: Width of `x`.
  ///   - iterations: How often the polynomial is applied.
  ///   - a: Of s.
  ///   - b: Of s³.
  ///   - c: Of s⁵.
  ///   - epsilon: The least norm divided by.
  ///   - set: Which form of the kernels runs.
  /// - Returns: Where the result stands, in `x` or in `scratch`.
  package static func orthogonalize<Scalar: TrainingScalar>(
    _ x: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>, rows: Int,
    columns: Int, iterations: Int, a: Double, b: Double, c: Double, epsilon: Double,
    _ set: InstructionSet
  ) -> UnsafeMutablePointer<Scalar> {
    let count = rows * columns
    let small = min(rows, columns)
    let gram = scratch + count
    let map = gram + small * small
    let norm = Scalar.sumOfSquares(set, x, count: count).squareRoot()
    Scalar.scale(x, by: 1 / max(norm, epsilon), count: count)
    var (now, next) = (x, scratch)
    for _ in 0..<iterations {
      Scalar.matrixProduct(
        gram, now, transposeA: rows > columns, now, transposeB: rows <= columns, m: small,
        n: small, k: max(rows, columns))
      Scalar.matrixProduct(
        map, gram, transposeA: false, gram, transposeB: false, m: small, n: small, k: small)
      Scalar.scale(map, by: c, count: small * small)
      Scalar.add(map, b, gram, count: small * small)
      for index in 0..<small { map[index * (small + 1)] += Scalar(a) }
      let (left, right) = rows <= columns ? (map, now) : (now, map)
      Scalar.matrixProduct(
        next, left, transposeA: false, right, transposeB: false, m: rows, n: columns, k: small)
      (now, next) = (next, now)
    }
    return now
  }
}
