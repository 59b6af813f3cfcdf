private import Foundation

/// A small matrix in Float64 with the algebra of a textbook, that shares no code with the core.
public struct ReferenceMatrix: Sendable, Equatable {
  /// The numbers, row by row.
  public var rows: [[Double]]

  /// Creates a matrix from its rows.
  public init(_ rows: [[Double]]) { self.rows = rows }

  /// Creates a square diagonal matrix.
  public init(diagonal: [Double]) {
    rows = diagonal.indices.map { row in
      diagonal.indices.map { $0 == row ? diagonal[row] : 0 }
    }
  }

  /// All numbers, row after row.
  public var flat: [Double] { rows.flatMap { $0 } }

  /// Rows for columns.
  public var transposed: ReferenceMatrix {
    ReferenceMatrix((rows.first ?? []).indices.map { column in rows.map { $0[column] } })
  }

  /// The root of the sum of squares.
  public var norm: Double { flat.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// The sum of the diagonal.
  public var trace: Double { rows.indices.reduce(0) { $0 + rows[$1][$1] } }

  /// Three nested sums.
  public static func * (a: ReferenceMatrix, b: ReferenceMatrix) -> ReferenceMatrix {
    let columns = b.transposed.rows
    return ReferenceMatrix(
      a.rows.map { row in
        columns.map { column in
          var sum = 0.0
          for k in row.indices { sum += row[k] * column[k] }
          return sum
        }
      })
  }

  /// Number by number.
  public static func + (a: ReferenceMatrix, b: ReferenceMatrix) -> ReferenceMatrix {
    ReferenceMatrix(zip(a.rows, b.rows).map { zip($0, $1).map(+) })
  }

  /// Number by number.
  public static func - (a: ReferenceMatrix, b: ReferenceMatrix) -> ReferenceMatrix {
    a + (-1) * b
  }

  /// A multiple.
  public static func * (factor: Double, a: ReferenceMatrix) -> ReferenceMatrix {
    ReferenceMatrix(a.rows.map { $0.map { factor * $0 } })
  }

  /// The Kronecker product, its rows by those of `a` and, within them, those of `b`.
  public static func kronecker(_ a: ReferenceMatrix, _ b: ReferenceMatrix) -> ReferenceMatrix {
    ReferenceMatrix(
      a.rows.flatMap { left in
        b.rows.map { right in left.flatMap { x in right.map { x * $0 } } }
      })
  }

  /// Eigenvalues and, as columns, eigenvectors of a symmetric matrix by Jacobi's rotations.
  ///
  /// > Source: Golub and Van Loan, "Matrix Computations", 1996, section 8.4.
  public var eigen: (values: [Double], vectors: ReferenceMatrix) {
    var a = rows
    var v = ReferenceMatrix(diagonal: a.map { _ in 1 }).rows
    for _ in 0..<60 {
      for p in a.indices {
        for q in a.indices where q > p && a[p][q] != 0 {
          let tau = (a[q][q] - a[p][p]) / (2 * a[p][q])
          let t = (tau < 0 ? -1 : 1) / (abs(tau) + sqrt(1 + tau * tau))
          let c = 1 / sqrt(1 + t * t)
          let s = t * c
          for k in a.indices {
            (a[k][p], a[k][q]) = (c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q])
            (v[k][p], v[k][q]) = (c * v[k][p] - s * v[k][q], s * v[k][p] + c * v[k][q])
          }
          for k in a.indices {
            (a[p][k], a[q][k]) = (c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k])
          }
        }
      }
    }
    return (a.indices.map { a[$0][$0] }, ReferenceMatrix(v))
  }

  /// A function of a symmetric matrix: of its eigenvalues, the eigenvectors being kept.
  public func mapped(_ f: (Double) -> Double) -> ReferenceMatrix {
    let (values, vectors) = eigen
    return vectors * ReferenceMatrix(diagonal: values.map(f)) * vectors.transposed
  }
}
