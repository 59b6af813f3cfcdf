private import Foundation
internal import PisteStatistics

/// How the numbers of an axis are spread.
///
/// Every value is the quantile of a number between 0 and 1, so that independent draws and a Sobol
/// sequence serve alike.
package indirect enum Distribution: Sendable, Hashable {
  /// Every number between the ends alike.
  case uniform(Double, Double)
  /// Every whole number alike, both ends among them.
  case integers(Int, Int)
  /// Logarithms alike, X = exp(U[ln a, ln b]).
  case logUniform(Double, Double)
  /// Logarithms of the inverse alike, X = 1/exp(U[ln 1/b, ln 1/a]).
  case inverseLogUniform(Double, Double)
  /// Normal, between the ends where there are any.
  case normal(mean: Double, deviation: Double, lower: Double?, upper: Double?)
  /// A normal logarithm, the values between the ends where there are any.
  case logNormal(mean: Double, deviation: Double, lower: Double?, upper: Double?)
  /// The beta distribution on 0…1.
  case beta(Double, Double)
  /// The nearest multiple of a step.
  case quantized(Distribution, step: Double)

  /// The value below which a share `p` of all lies.
  ///
  /// What is not quantized is rounded to six significant digits: more than any experiment resolves,
  /// and few enough that the last bit of a machine's logarithm changes no configuration.
  ///
  /// - Parameter p: strictly between 0 and 1.
  /// - Returns: the rounded value.
  package func value(at p: Double) -> Double {
    switch self {
    case .integers: exact(p)
    case .quantized(let base, let step):
      Self.rounded((base.exact(p) / step).rounded(.toNearestOrEven) * step, digits: 12)
    default:
      min(max(Self.rounded(exact(p), digits: 6), ends.lower), ends.upper)
    }
  }

  /// The least and the largest value that can be drawn.
  package var extremes: (least: Double, largest: Double) {
    let ends = [UnitInterval.least, UnitInterval.most].map { value(at: $0) }
    return (min(ends[0], ends[1]), max(ends[0], ends[1]))
  }

  /// How many different values there are; nil for more than can be counted.
  package var count: Int? {
    switch self {
    case .integers(let lower, let upper): return upper - lower + 1
    case .quantized(_, let step):
      let (least, largest) = extremes
      let steps = ((largest - least) / step).rounded()
      return steps.isFinite && steps < 1e9 ? Int(steps) + 1 : nil
    default: return nil
    }
  }

  private var ends: (lower: Double, upper: Double) {
    switch self {
    case .uniform(let lower, let upper), .logUniform(let lower, let upper),
      .inverseLogUniform(let lower, let upper):
      (lower, upper)
    case .normal(_, _, let lower, let upper), .logNormal(_, _, let lower, let upper):
      (lower ?? -.infinity, upper ?? .infinity)
    case .beta: (0, 1)
    case .integers, .quantized: (-.infinity, .infinity)
    }
  }

  private func exact(_ p: Double) -> Double {
    switch self {
    // The difference of the ends may be beyond all numbers.
    case .uniform(let lower, let upper): return lower * (1 - p) + upper * p
    case .integers(let lower, let upper):
      let count = Double(upper - lower + 1)
      return Double(lower) + min((p * count).rounded(.down), count - 1)
    case .logUniform(let lower, let upper):
      return exp(log(lower) + (log(upper) - log(lower)) * p)
    case .inverseLogUniform(let lower, let upper):
      return exp(log(upper) + (log(lower) - log(upper)) * p)
    case .normal(let mean, let deviation, let lower, let upper):
      return Self.normal(p, mean, deviation, lower, upper)
    case .logNormal(let mean, let deviation, let lower, let upper):
      return exp(Self.normal(p, mean, deviation, lower.map { log($0) }, upper.map { log($0) }))
    case .beta(let a, let b): return BetaDistribution.quantile(p, a: a, b: b)
    case .quantized: return value(at: p)
    }
  }

  private static func normal(
    _ p: Double, _ mean: Double, _ deviation: Double, _ lower: Double?, _ upper: Double?
  ) -> Double {
    let low = lower.map { StandardNormal.cumulative(($0 - mean) / deviation) } ?? 0
    let high = upper.map { StandardNormal.cumulative(($0 - mean) / deviation) } ?? 1
    return mean + deviation * StandardNormal.quantile(low + (high - low) * p)
  }

  private static func rounded(_ value: Double, digits: Int) -> Double {
    Double(String(format: "%.\(digits)g", value)) ?? value
  }
}
