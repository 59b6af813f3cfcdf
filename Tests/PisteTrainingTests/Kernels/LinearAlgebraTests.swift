import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

@Suite struct LinearAlgebraTests {
  /// Eigenvalues, ascending; the rows of `matrix` become the vectors.
  static func eigenvalues<Scalar: TrainingScalar>(
    _ matrix: inout [Scalar], _ n: Int
  ) -> [Scalar] {
    var values = [Scalar](repeating: 0, count: n)
    var work = [Scalar](repeating: 0, count: Scalar.eigenWork(n))
    let isDone = matrix.withUnsafeMutableBufferPointer { matrix in
      values.withUnsafeMutableBufferPointer { values in
        work.withUnsafeMutableBufferPointer { work in
          guard let a = matrix.baseAddress, let v = values.baseAddress, let w = work.baseAddress
          else { return false }
          return Scalar.symmetricEigen(a, values: v, work: w, n: n)
        }
      }
    }
    #expect(isDone)
    return values
  }

  private func random<Scalar: TrainingScalar>(_ count: Int, of type: Scalar.Type) -> [Scalar] {
    var random = RandomStream(seed: 9, purpose: "matrix")
    return (0..<count).map { _ in Scalar(random.normal()) }
  }

  /// X·Xᵀ + I of a random X, the upper triangle alone, and whole.
  private func positive<Scalar: TrainingScalar>(
    _ n: Int, of type: Scalar.Type
  ) -> (upper: [Scalar], whole: [Scalar]) {
    let x = random(n * 4, of: type)
    var upper = [Scalar](repeating: 0, count: n * n)
    upper.withUnsafeMutableBufferPointer { upper in
      x.withUnsafeBufferPointer { x in
        guard let c = upper.baseAddress, let x = x.baseAddress else { return }
        Scalar.addSquare(c, keep: 0, factor: 1, x, transposed: false, n: n, k: 4)
      }
    }
    var whole = upper
    for row in 0..<n {
      upper[row * n + row] += 1
      for column in 0..<n {
        let expected = (0..<4).reduce(row == column ? 1.0 : 0) {
          $0 + Double(x[row * 4 + $1]) * Double(x[column * 4 + $1])
        }
        whole[row * n + column] = Scalar(expected)
      }
    }
    return (upper, whole)
  }

  private func product<Scalar: TrainingScalar>(
    _ a: [Scalar], _ b: [Scalar], _ n: Int, transposeA: Bool = false
  ) -> [Scalar] {
    (0..<n * n).map { index in
      let (i, j) = index.quotientAndRemainder(dividingBy: n)
      return Scalar(
        (0..<n).reduce(0.0) {
          $0 + Double(transposeA ? a[$1 * n + i] : a[i * n + $1]) * Double(b[$1 * n + j])
        })
    }
  }

  private func identity<Scalar: TrainingScalar>(_ n: Int) -> [Scalar] {
    (0..<n * n).map { $0 % (n + 1) == 0 ? 1 : 0 }
  }

  private func check<Scalar: TrainingScalar>(_ type: Scalar.Type, _ n: Int, tolerance: Double) {
    let (upper, whole) = positive(n, of: type)
    var mirrored = upper
    mirrored.withUnsafeMutableBufferPointer { matrix in
      if let a = matrix.baseAddress { Scalar.mirror(a, n: n) }
    }
    #expect(LargestError.absolute(mirrored, whole) < tolerance)

    var basis = upper
    let values = Self.eigenvalues(&basis, n)
    var scaled = basis
    for row in 0..<n { for column in 0..<n { scaled[row * n + column] *= values[row] } }
    #expect(
      LargestError.absolute(product(basis, scaled, n, transposeA: true), whole) < 20 * tolerance)
    #expect(values == values.sorted())

    var inverse = upper
    let isPositive = inverse.withUnsafeMutableBufferPointer { matrix in
      matrix.baseAddress.map { Scalar.invert($0, n: n) } ?? false
    }
    #expect(isPositive)
    #expect(
      LargestError.absolute(product(inverse, whole, n), identity(n) as [Scalar]) < 50 * tolerance)

    var rows = random(n * n, of: type)
    let before = rows
    var work = [Scalar](repeating: 0, count: Scalar.orthonormalWork(n))
    let isSound = rows.withUnsafeMutableBufferPointer { rows in
      work.withUnsafeMutableBufferPointer { work in
        guard let a = rows.baseAddress, let work = work.baseAddress else { return false }
        return Scalar.orthonormalize(a, work: work, n: n)
      }
    }
    #expect(isSound)
    #expect(
      LargestError.absolute(
        product(rows, rows, n, transposeA: true), identity(n) as [Scalar]) < 20 * tolerance)
    // The first row keeps its direction up to its sign.
    let norm = before[0..<n].reduce(0) { $0 + $1 * $1 }.squareRoot()
    let sign: Scalar = rows[0] * before[0] > 0 ? 1 : -1
    #expect(
      LargestError.absolute(rows[0..<n].map { $0 * sign * norm }, Array(before[0..<n])) < 20
        * tolerance)
  }

  @Test(arguments: [1, 2, 7, 33, 70])
  func decompositionsPutTogetherGiveTheMatrixAgain(n: Int) {
    check(Double.self, n, tolerance: 1e-12)
    check(Float.self, n, tolerance: 2e-5)
  }

  @Test func whatIsNotPositiveIsNotInverted() {
    var matrix: [Double] = [1, 2, 0, 1]
    let isPositive = matrix.withUnsafeMutableBufferPointer { matrix in
      matrix.baseAddress.map { Double.invert($0, n: 2) } ?? true
    }
    #expect(!isPositive)
  }

  /// Numbers that are not finite must neither hang nor pass for a basis.
  @Test(arguments: [Float.nan, .infinity])
  func whatIsNotFiniteHasNoBasis(value: Float) {
    var matrix = [Float](repeating: value, count: 400)
    var values = [Float](repeating: 0, count: 20)
    var work = [Float](repeating: 0, count: Float.eigenWork(20))
    let isDone = matrix.withUnsafeMutableBufferPointer { matrix in
      values.withUnsafeMutableBufferPointer { values in
        work.withUnsafeMutableBufferPointer { work in
          guard let a = matrix.baseAddress, let v = values.baseAddress, let w = work.baseAddress
          else { return true }
          return Float.symmetricEigen(a, values: v, work: w, n: 20)
        }
      }
    }
    #expect(!isDone || matrix.contains { !$0.isFinite })
  }

  @Test func rowsAndColumnsAreReordered() {
    let source: [Float] = [1, 2, 3, 4, 5, 6]
    var target = [Float](repeating: 0, count: 6)
    func reorder(_ rows: [Int32]?, _ columns: [Int32]?) -> [Float] {
      target.withUnsafeMutableBufferPointer { target in
        source.withUnsafeBufferPointer { source in
          if let to = target.baseAddress, let from = source.baseAddress {
            Float.reorder(to, from: from, rows: rows, columns: columns, m: 2, n: 3)
          }
        }
      }
      return target
    }
    #expect(reorder(nil, [2, 0, 1]) == [3, 1, 2, 6, 4, 5])
    #expect(reorder([1, 0], nil) == [4, 5, 6, 1, 2, 3])
    #expect(reorder([1, 0], [2, 0, 1]) == [6, 4, 5, 3, 1, 2])
  }
}
