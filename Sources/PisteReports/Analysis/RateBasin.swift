private import Foundation
internal import PisteCore

/// The learning rates around the best one at which a level does nearly as well.
struct RateBasin: Sendable {
  /// The best rate.
  var best: RateCurve.Point
  /// The lowest rate within reach.
  var lower: Double
  /// The highest rate within reach.
  var upper: Double
  /// Whether the lowest rate tried is still within reach, so that the basin may go on.
  var isOpenBelow: Bool
  /// Whether the highest rate tried is still within reach.
  var isOpenAbove: Bool

  /// Its width in decades.
  var decades: Double { log10(upper / lower) }

  /// The width in words: `1.3 decades`, `at least 0.5 decades`.
  var text: String {
    (isOpenBelow || isOpenAbove ? "at least " : "") + NumberFormat.fixed(decades, digits: 2)
      + " decades"
  }

  /// How far from the best a mean may lie: a percentage point of a fraction, otherwise a twentieth of the best.
  static func reach(_ metric: MetricLabel, best: Double) -> Double {
    metric.isFraction ? 0.01 : abs(best) * 0.05
  }

  /// Finds the basin of a curve; nil if no rate has a mean.
  ///
  /// Its ends lie where the line through the means, straight over the logarithm of the rate, leaves the
  /// reach; towards a rate at which no run completed, it ends at the last one that did.
  init?(_ curve: RateCurve, metric: MetricLabel) {
    var leader: Int?
    for (place, point) in curve.points.enumerated() where point.score.mean != nil {
      guard let current = leader else {
        leader = place
        continue
      }
      if point.score.isBetter(than: curve.points[current].score, goal: metric.goal) {
        leader = place
      }
    }
    guard let leader, let mean = curve.points[leader].score.mean else { return nil }
    let reach = Self.reach(metric, best: mean)
    best = curve.points[leader]
    /// Walks from the best rate in one direction as long as the means stay within reach.
    func end(_ step: Int) -> (rate: Double, isOpen: Bool) {
      var place = leader
      while curve.points.indices.contains(place + step) {
        let (here, next) = (curve.points[place], curve.points[place + step])
        guard let current = here.score.mean, let beyond = next.score.mean,
          next.score.isComplete || !here.score.isComplete
        else { return (here.rate, false) }
        guard abs(beyond - mean) > reach else {
          place += step
          continue
        }
        let limit = beyond > mean ? mean + reach : mean - reach
        let share = (limit - current) / (beyond - current)
        return (here.rate * pow(next.rate / here.rate, min(1, max(0, share))), false)
      }
      return (curve.points[place].rate, true)
    }
    (lower, isOpenBelow) = end(-1)
    (upper, isOpenAbove) = end(1)
  }
}
