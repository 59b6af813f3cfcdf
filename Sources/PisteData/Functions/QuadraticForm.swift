private import Foundation

/// A symmetric matrix Q = Rᵀ·diag(λ)·R with no negative eigenvalue.
package struct QuadraticForm: Sendable, Hashable {
  /// λ, the eigenvalues, [D], in the order in which they were given.
  package let eigenvalues: [Double]
  /// R, [D, D] row-major and orthogonal; nil where Q is diagonal.
  package let rotation: [Double]?

  /// D.
  package var dimension: Int { eigenvalues.count }

  /// Creates the form of these eigenvalues, in the axes that `rotation`'s rows are; nil for θ's own.
  package init(eigenvalues: [Double], rotation: [Double]? = nil) {
    let numbers = eigenvalues.count * eigenvalues.count
    precondition(
      rotation == nil || rotation?.count == numbers,
      "QuadraticForm: a rotation of \(rotation?.count ?? 0) numbers, \(numbers) are needed")
    self.eigenvalues = eigenvalues
    self.rotation = rotation
  }

  /// A = diag(√λ)·R, [D, D] row-major, for which Q = Aᵀ·A.
  package var root: [Double] {
    let count = dimension
    var root = rotation ?? [Double](repeating: 0, count: count * count)
    for (axis, value) in eigenvalues.enumerated() {
      guard rotation != nil else {
        root[axis * count + axis] = value.squareRoot()
        continue
      }
      for column in 0..<count { root[axis * count + column] *= value.squareRoot() }
    }
    return root
  }

  /// Eigenvalues from 1 down to 1/κ, at equal ratios: λ_k = κ^(−k/(D − 1)) for k = 0 … D − 1.
  ///
  /// The largest stays 1, so that gradient descent is stable below a rate of 2 whatever κ is.
  package static func spectrum(condition: Double, dimension: Int) -> [Double] {
    (0..<dimension).map { pow(condition, -Double($0) / Double(max(dimension - 1, 1))) }
  }
}
