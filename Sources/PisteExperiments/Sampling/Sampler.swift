internal import PisteCore

/// Proposes configurations: number `index` of axis `axis`, whatever else is drawn.
package enum Sampler: Sendable {
  /// Independent numbers.
  case random(seed: UInt64)
  /// A scrambled Sobol sequence, one dimension for each axis.
  case sobol([String: SobolAxis])

  /// A dimension with its scrambling.
  package struct SobolAxis: Sendable {
    package var sequence: SobolSequence
    package var scramble: OwenScramble
  }

  /// Creates the sampler of a method.
  ///
  /// - Parameters:
  ///   - method: How configurations are drawn.
  ///   - axes: The names of all axes in the order of the file; ``SobolSequence/dimensionCount`` at
  ///     most for a Sobol sequence.
  package init(_ method: Sampling, axes: [String]) {
    switch method.kind {
    case .random: self = .random(seed: method.seed)
    case .sobol:
      let dimensions = axes.enumerated().map { index, axis in
        (
          axis,
          SobolAxis(
            sequence: SobolSequence(dimension: index),
            scramble: OwenScramble(seed: method.seed, axis: axis))
        )
      }
      self = .sobol(Dictionary(dimensions, uniquingKeysWith: { first, _ in first }))
    }
  }

  /// A number strictly between 0 and 1 that follows from seed, axis and index alone.
  package func number(_ axis: String, _ index: Int) -> Double {
    switch self {
    case .random(let seed):
      var stream = RandomStream(seed: seed, purpose: "sample \(index) of \(axis)")
      return UnitInterval.interior(stream.next() >> 12)
    case .sobol(let axes):
      guard let axis = axes[axis] else {
        preconditionFailure("Sampler: the axis \(axis) is none of \(axes.count)")
      }
      return axis.scramble(axis.sequence.coordinate(index))
    }
  }
}

/// How configurations are drawn, and how many.
public struct Sampling: Hashable, Sendable, Codable {
  /// The kind of the draw.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Independent draws.
    case random
    /// A scrambled Sobol sequence.
    case sobol
  }

  /// The kind of the draw.
  public var kind: Kind
  /// Seed of the draws; the seeds of runs have nothing to do with it.
  public var seed: UInt64
  /// Configurations: of each level where something is compared, in all otherwise.
  public var count: Int

  /// Creates a way of drawing.
  public init(_ kind: Kind, seed: UInt64 = 0, count: Int) {
    self.kind = kind
    self.seed = seed
    self.count = count
  }
}
