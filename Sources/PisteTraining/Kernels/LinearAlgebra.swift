/// What the optimizers that treat weights as matrices ask of BLAS and LAPACK.
///
/// Matrices are row-major and dense. A symmetric matrix is given by its upper triangle, diagonal
/// included; what stands below it is neither read nor meant, unless `mirror` has filled it. A
/// basis is a matrix whose *rows* are its vectors, which is how LAPACK's columns lie in memory.
/// Results depend on OpenBLAS's kernel for the CPU and on one thread, as those of products do.
package protocol LinearAlgebra {
  /// `x = factor·x`.
  static func scale(_ x: UnsafeMutablePointer<Self>, by factor: Double, count: Int)
  /// `y = y + factor·x`.
  static func add(
    _ y: UnsafeMutablePointer<Self>, _ factor: Double, _ x: UnsafePointer<Self>, count: Int)
  /// `Σ x·y`, added up in Float64.
  static func dot(
    _ x: UnsafePointer<Self>, _ y: UnsafePointer<Self>, count: Int
  ) -> Double
  /// `Σ |x|`.
  static func sumOfMagnitudes(_ x: UnsafePointer<Self>, count: Int) -> Double
  /// `max |x|`; 0 of nothing.
  static func largestMagnitude(_ x: UnsafePointer<Self>, count: Int) -> Double
  /// `target = factor·source` in Float64.
  static func widen(
    _ target: UnsafeMutablePointer<Double>, from source: UnsafePointer<Self>, times factor: Double,
    count: Int)
  /// `target = source`, rounded.
  static func narrow(
    _ target: UnsafeMutablePointer<Self>, from source: UnsafePointer<Double>, count: Int)

  /// `c = keep·c + factor·a·aᵀ`, or `aᵀ·a`: the upper triangle of shape `[n, n]`, k summed over.
  static func addSquare(
    _ c: UnsafeMutablePointer<Self>, keep: Double, factor: Double, _ a: UnsafePointer<Self>,
    transposed: Bool, n: Int, k: Int)
  /// Fills the lower triangle from the upper one.
  static func mirror(_ a: UnsafeMutablePointer<Self>, n: Int)
  /// `v[i, j] = v[i, j]/(rows[i]·columns[j] + shift)`.
  static func divideByOuter(
    _ v: UnsafeMutablePointer<Self>, _ rows: UnsafePointer<Self>, _ columns: UnsafePointer<Self>,
    shift: Double, m: Int, n: Int)

  /// `target[i, j] = source[rows[i], columns[j]]`; an order that is nil leaves its side as it is.
  static func reorder(
    _ target: UnsafeMutablePointer<Self>, from source: UnsafePointer<Self>,
    rows: UnsafePointer<Int32>?, columns: UnsafePointer<Int32>?, m: Int, n: Int)

  /// Eigenvalues, ascending, and eigenvectors: the rows of `a` afterwards.
  ///
  /// - Parameters:
  ///   - a: The symmetric matrix `[n, n]`; becomes the basis.
  ///   - values: Where the eigenvalues go, `[n]`.
  ///   - work: ``eigenWork(_:)`` numbers.
  ///   - n: The width.
  /// - Returns: Whether the iteration came to its end, which it does for finite numbers.
  static func symmetricEigen(
    _ a: UnsafeMutablePointer<Self>, values: UnsafeMutablePointer<Self>,
    work: UnsafeMutablePointer<Self>, n: Int
  ) -> Bool
  /// Replaces the rows of `a` by orthonormal ones, by Householder reflections from the first on.
  ///
  /// - Parameters:
  ///   - a: `[n, n]`; becomes a basis.
  ///   - work: ``orthonormalWork(_:)`` numbers.
  ///   - n: The width.
  /// - Returns: Whether all numbers were sound.
  static func orthonormalize(
    _ a: UnsafeMutablePointer<Self>, work: UnsafeMutablePointer<Self>, n: Int
  ) -> Bool
  /// Inverts a symmetric positive matrix by Cholesky's factors; the lower triangle is filled too.
  ///
  /// - Parameters:
  ///   - a: The symmetric matrix `[n, n]`; becomes its inverse.
  ///   - n: The width.
  /// - Returns: Whether it was positive definite; if not, `a` is of no further use.
  static func invert(_ a: UnsafeMutablePointer<Self>, n: Int) -> Bool
}

extension LinearAlgebra {
  /// How many numbers ``symmetricEigen(_:values:work:n:)`` works in.
  package static func eigenWork(_ n: Int) -> Int { realEigenWork(n) + 2 * (5 * n + 4) }

  /// How many numbers ``orthonormalize(_:work:n:)`` works in.
  package static func orthonormalWork(_ n: Int) -> Int { n + blockWork(n) }

  /// LAPACK's own count for `syevd` with vectors, made even so that integers may follow.
  static func realEigenWork(_ n: Int) -> Int { 2 * n * n + 6 * n + 2 }

  /// Enough for blocks of 64 columns in `geqrf` and `orgqr`.
  static func blockWork(_ n: Int) -> Int { 64 * max(1, n) }
}

// Loops that both number types share; each is inlined into a function of one type, so that it is
// compiled for that type however it is called.
enum LinearAlgebraLoops {
  @inline(__always)
  static func convert<From: BinaryFloatingPoint, To: BinaryFloatingPoint>(
    _ target: UnsafeMutablePointer<To>, _ source: UnsafePointer<From>, times factor: To, count: Int
  ) {
    for index in 0..<count { target[index] = factor * To(source[index]) }
  }

  /// Squares of 32 by 32, so that both the rows read and the columns written stay in the cache.
  @inline(__always)
  static func mirror<Scalar>(_ a: UnsafeMutablePointer<Scalar>, _ n: Int) {
    for top in stride(from: 0, to: n, by: 32) {
      for left in stride(from: top, to: n, by: 32) {
        for row in top..<min(top + 32, n) {
          for column in max(left, row + 1)..<max(min(left + 32, n), max(left, row + 1)) {
            a[column * n + row] = a[row * n + column]
          }
        }
      }
    }
  }

  @inline(__always)
  static func divideByOuter<Scalar: BinaryFloatingPoint>(
    _ v: UnsafeMutablePointer<Scalar>, _ rows: UnsafePointer<Scalar>,
    _ columns: UnsafePointer<Scalar>, shift: Scalar, m: Int, n: Int
  ) {
    for row in 0..<m {
      let (values, factor) = (v + row * n, rows[row])
      for column in 0..<n { values[column] /= factor * columns[column] + shift }
    }
  }

  @inline(__always)
  static func reorder<Scalar>(
    _ target: UnsafeMutablePointer<Scalar>, _ source: UnsafePointer<Scalar>,
    _ rows: UnsafePointer<Int32>?, _ columns: UnsafePointer<Int32>?, m: Int, n: Int
  ) {
    for row in 0..<m {
      let (to, from) = (target + row * n, source + (rows.map { Int($0[row]) } ?? row) * n)
      if let columns {
        for column in 0..<n { to[column] = from[Int(columns[column])] }
      } else {
        to.update(from: from, count: n)
      }
    }
  }
}
