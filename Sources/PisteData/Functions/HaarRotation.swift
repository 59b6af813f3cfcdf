private import Foundation

/// A random orthogonal matrix, every one equally likely.
///
/// The group of D dimensions is walked up from that of two: a uniform angle turns the plane; a
/// rotation of d dimensions, with a 1 put before its diagonal, is mirrored so that the first axis
/// becomes a uniform direction of d + 1 dimensions. The signs of all numbers are turned at the end.
///
/// > Source: Diaconis and Shahshahani, "The Subgroup Algorithm for Generating Uniform Random
/// > Variables", Probability in the Engineering and Informational Sciences 1 (1987).
enum HaarRotation {
  /// Draws R, [D, D] row-major.
  ///
  /// - Parameters:
  ///   - dimension: D, from 1; in one dimension there is but R = 1.
  ///   - generator: What is drawn from.
  ///   - uniform: A number from 0..<1.
  ///   - normal: A standard normal number.
  /// - Returns: An orthogonal matrix.
  static func draw<Generator>(
    dimension: Int, from generator: inout Generator, uniform: (inout Generator) -> Double,
    normal: (inout Generator) -> Double
  ) -> [Double] {
    precondition(dimension > 0, "HaarRotation: a dimension of \(dimension) is not at least 1")
    guard dimension > 1 else { return [1] }
    let angle = 2 * Double.pi * uniform(&generator)
    var rotation = [cos(angle), sin(angle), -sin(angle), cos(angle)]
    for size in stride(from: 3, through: dimension, by: 1) {
      var mirror = (0..<size).map { _ in normal(&generator) }
      let length = norm(mirror)
      for place in 0..<size { mirror[place] = (place == 0 ? 1 : 0) - mirror[place] / length }
      let distance = norm(mirror)
      for place in 0..<size { mirror[place] /= distance }
      var larger = [Double](repeating: 0, count: size * size)
      larger[0] = 1
      for row in 1..<size {
        for column in 1..<size {
          larger[row * size + column] = rotation[(row - 1) * (size - 1) + column - 1]
        }
      }
      var shadow = [Double](repeating: 0, count: size)
      for row in 0..<size {
        for column in 0..<size { shadow[column] += mirror[row] * larger[row * size + column] }
      }
      for row in 0..<size {
        for column in 0..<size {
          larger[row * size + column] -= 2 * mirror[row] * shadow[column]
        }
      }
      rotation = larger
    }
    return rotation.map { -$0 }
  }

  private static func norm(_ vector: [Double]) -> Double {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
