private import Foundation

extension ReferenceNetwork {
  static let epsilon = 1e-5

  /// (z − mean)/√(variance + ε), over the group of numbers that are normalized together.
  func normalized(_ sums: [[Double]], _ layer: Int) -> [[Double]] {
    if !fixedStatistics.isEmpty {
      let (mean, variance) = fixedStatistics[layer]
      return sums.map { row in
        row.indices.map { (row[$0] - mean[$0]) / sqrt(variance[$0] + Self.epsilon) }
      }
    }
    let groups = normalization == .batch ? Self.transposed(sums) : sums
    let result = groups.map { group in
      let (mean, variance) = Self.moments(group)
      return group.map { ($0 - mean) / sqrt(variance + Self.epsilon) }
    }
    return normalization == .batch ? Self.transposed(result) : result
  }

  /// From the gradient of normalized sums to that of the sums, by every pair in the group.
  ///
  /// With n_i the normalized sums of a group of N, ∂n_i/∂z_j is
  /// (δ_ij − 1/N − n_i·n_j/N)/√(variance + ε).
  func normalizedBackwards(_ gradient: [[Double]], _ pass: Pass) -> [[Double]] {
    let isBatch = normalization == .batch
    let groups = isBatch ? Self.transposed(gradient) : gradient
    let sums = isBatch ? Self.transposed(pass.sums) : pass.sums
    let normal = isBatch ? Self.transposed(pass.normal) : pass.normal
    let result = groups.indices.map { index in
      let (g, n) = (groups[index], normal[index])
      let deviation = sqrt(Self.moments(sums[index]).variance + Self.epsilon)
      return g.indices.map { j in
        g.indices.map { i in
          g[i] * ((i == j ? 1 : 0) - (1 + n[i] * n[j]) / Double(g.count)) / deviation
        }.reduce(0, +)
      }
    }
    return isBatch ? Self.transposed(result) : result
  }

  /// Mean and biased variance of numbers.
  public static func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    return (mean, values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(values.count))
  }

  private static func transposed(_ rows: [[Double]]) -> [[Double]] {
    rows[0].indices.map { column in rows.map { $0[column] } }
  }

  /// The mean and the biased variance of every unit's sums in a hidden layer.
  public func statistics(_ inputs: [[Double]], layer: Int) -> [(mean: Double, variance: Double)] {
    Self.transposed(pass(inputs)[layer].sums).map(Self.moments)
  }
}
