private import COpenBLAS

extension Float: LinearAlgebra {
  package static func scale(_ x: UnsafeMutablePointer<Float>, by factor: Double, count: Int) {
    cblas_sscal(blasint(count), Float(factor), x, 1)
  }

  package static func add(
    _ y: UnsafeMutablePointer<Float>, _ factor: Double, _ x: UnsafePointer<Float>, count: Int
  ) {
    cblas_saxpy(blasint(count), Float(factor), x, 1, y, 1)
  }

  package static func dot(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, count: Int
  ) -> Double {
    cblas_dsdot(blasint(count), x, 1, y, 1)
  }

  package static func sumOfMagnitudes(_ x: UnsafePointer<Float>, count: Int) -> Double {
    Double(cblas_sasum(blasint(count), x, 1))
  }

  package static func largestMagnitude(_ x: UnsafePointer<Float>, count: Int) -> Double {
    count == 0 ? 0 : Double(abs(x[Int(cblas_isamax(blasint(count), x, 1))]))
  }

  package static func widen(
    _ target: UnsafeMutablePointer<Double>, from source: UnsafePointer<Float>, times factor: Double,
    count: Int
  ) {
    LinearAlgebraLoops.convert(target, source, times: factor, count: count)
  }

  package static func narrow(
    _ target: UnsafeMutablePointer<Float>, from source: UnsafePointer<Double>, count: Int
  ) {
    LinearAlgebraLoops.convert(target, source, times: 1, count: count)
  }

  package static func addSquare(
    _ c: UnsafeMutablePointer<Float>, keep: Double, factor: Double, _ a: UnsafePointer<Float>,
    transposed: Bool, n: Int, k: Int
  ) {
    cblas_ssyrk(
      CblasRowMajor, CblasUpper, transposed ? CblasTrans : CblasNoTrans, blasint(n), blasint(k),
      Float(factor), a, blasint(transposed ? n : k), Float(keep), c, blasint(n))
  }

  package static func mirror(_ a: UnsafeMutablePointer<Float>, n: Int) {
    LinearAlgebraLoops.mirror(a, n)
  }

  package static func divideByOuter(
    _ v: UnsafeMutablePointer<Float>, _ rows: UnsafePointer<Float>, _ columns: UnsafePointer<Float>,
    shift: Double, m: Int, n: Int
  ) {
    LinearAlgebraLoops.divideByOuter(v, rows, columns, shift: Float(shift), m: m, n: n)
  }

  package static func reorder(
    _ target: UnsafeMutablePointer<Float>, from source: UnsafePointer<Float>,
    rows: UnsafePointer<Int32>?, columns: UnsafePointer<Int32>?, m: Int, n: Int
  ) {
    LinearAlgebraLoops.reorder(target, source, rows, columns, m: m, n: n)
  }

  // LAPACK reads the rows as columns: its lower triangle is the upper one here.

  package static func symmetricEigen(
    _ a: UnsafeMutablePointer<Float>, values: UnsafeMutablePointer<Float>,
    work: UnsafeMutablePointer<Float>, n: Int
  ) -> Bool {
    var (width, info) = (blasint(n), blasint(0))
    var (realCount, wholeCount) = (blasint(realEigenWork(n)), blasint(5 * n + 3))
    let whole = UnsafeMutableRawPointer(work + realEigenWork(n))
      .bindMemory(to: blasint.self, capacity: 5 * n + 3)
    ssyevd_(
      "V", "L", &width, a, &width, values, work, &realCount, whole, &wholeCount, &info, 1, 1)
    return info == 0
  }

  package static func orthonormalize(
    _ a: UnsafeMutablePointer<Float>, work: UnsafeMutablePointer<Float>, n: Int
  ) -> Bool {
    var (width, count, info) = (blasint(n), blasint(blockWork(n)), blasint(0))
    sgeqrf_(&width, &width, a, &width, work, work + n, &count, &info)
    guard info == 0 else { return false }
    sorgqr_(&width, &width, &width, a, &width, work, work + n, &count, &info)
    return info == 0
  }

  package static func invert(_ a: UnsafeMutablePointer<Float>, n: Int) -> Bool {
    var (width, info) = (blasint(n), blasint(0))
    spotrf_("L", &width, a, &width, &info, 1)
    guard info == 0 else { return false }
    spotri_("L", &width, a, &width, &info, 1)
    guard info == 0 else { return false }
    mirror(a, n: n)
    return true
  }
}
