private import COpenBLAS

extension Double: LinearAlgebra {
  package static func scale(_ x: UnsafeMutablePointer<Double>, by factor: Double, count: Int) {
    cblas_dscal(blasint(count), Double(factor), x, 1)
  }

  package static func add(
    _ y: UnsafeMutablePointer<Double>, _ factor: Double, _ x: UnsafePointer<Double>, count: Int
  ) {
    cblas_daxpy(blasint(count), Double(factor), x, 1, y, 1)
  }

  package static func dot(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, count: Int
  ) -> Double {
    cblas_ddot(blasint(count), x, 1, y, 1)
  }

  package static func sumOfMagnitudes(_ x: UnsafePointer<Double>, count: Int) -> Double {
    Double(cblas_dasum(blasint(count), x, 1))
  }

  package static func largestMagnitude(_ x: UnsafePointer<Double>, count: Int) -> Double {
    count == 0 ? 0 : Double(abs(x[Int(cblas_idamax(blasint(count), x, 1))]))
  }

  package static func widen(
    _ target: UnsafeMutablePointer<Double>, from source: UnsafePointer<Double>,
    times factor: Double,
    count: Int
  ) {
    LinearAlgebraLoops.convert(target, source, times: factor, count: count)
  }

  package static func narrow(
    _ target: UnsafeMutablePointer<Double>, from source: UnsafePointer<Double>, count: Int
  ) {
    LinearAlgebraLoops.convert(target, source, times: 1, count: count)
  }

  package static func addSquare(
    _ c: UnsafeMutablePointer<Double>, keep: Double, factor: Double, _ a: UnsafePointer<Double>,
    transposed: Bool, n: Int, k: Int
  ) {
    cblas_dsyrk(
      CblasRowMajor, CblasUpper, transposed ? CblasTrans : CblasNoTrans, blasint(n), blasint(k),
      Double(factor), a, blasint(transposed ? n : k), Double(keep), c, blasint(n))
  }

  package static func mirror(_ a: UnsafeMutablePointer<Double>, n: Int) {
    LinearAlgebraLoops.mirror(a, n)
  }

  package static func divideByOuter(
    _ v: UnsafeMutablePointer<Double>, _ rows: UnsafePointer<Double>,
    _ columns: UnsafePointer<Double>,
    shift: Double, m: Int, n: Int
  ) {
    LinearAlgebraLoops.divideByOuter(v, rows, columns, shift: Double(shift), m: m, n: n)
  }

  package static func reorder(
    _ target: UnsafeMutablePointer<Double>, from source: UnsafePointer<Double>,
    rows: UnsafePointer<Int32>?, columns: UnsafePointer<Int32>?, m: Int, n: Int
  ) {
    LinearAlgebraLoops.reorder(target, source, rows, columns, m: m, n: n)
  }

  // LAPACK reads the rows as columns: its lower triangle is the upper one here.

  package static func symmetricEigen(
    _ a: UnsafeMutablePointer<Double>, values: UnsafeMutablePointer<Double>,
    work: UnsafeMutablePointer<Double>, n: Int
  ) -> Bool {
    var (width, info) = (blasint(n), blasint(0))
    var (realCount, wholeCount) = (blasint(realEigenWork(n)), blasint(5 * n + 3))
    let whole = UnsafeMutableRawPointer(work + realEigenWork(n))
      .bindMemory(to: blasint.self, capacity: 5 * n + 3)
    dsyevd_(
      "V", "L", &width, a, &width, values, work, &realCount, whole, &wholeCount, &info, 1, 1)
    return info == 0
  }

  package static func orthonormalize(
    _ a: UnsafeMutablePointer<Double>, work: UnsafeMutablePointer<Double>, n: Int
  ) -> Bool {
    var (width, count, info) = (blasint(n), blasint(blockWork(n)), blasint(0))
    dgeqrf_(&width, &width, a, &width, work, work + n, &count, &info)
    guard info == 0 else { return false }
    dorgqr_(&width, &width, &width, a, &width, work, work + n, &count, &info)
    return info == 0
  }

  package static func invert(_ a: UnsafeMutablePointer<Double>, n: Int) -> Bool {
    var (width, info) = (blasint(n), blasint(0))
    dpotrf_("L", &width, a, &width, &info, 1)
    guard info == 0 else { return false }
    dpotri_("L", &width, a, &width, &info, 1)
    guard info == 0 else { return false }
    mirror(a, n: n)
    return true
  }
}
