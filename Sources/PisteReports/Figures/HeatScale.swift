private import Foundation
internal import PisteCore

/// The colors of all heat maps of a report: seven steps from the worst value to the best.
struct HeatScale: Sendable {
  private let low: Double
  private let high: Double
  private let goal: Goal
  /// Whether equal ratios of the values take equal steps of color, as suits losses over a decade.
  let isLog: Bool

  /// Takes in the values of all cells that are to be colored.
  init(_ values: [Double], _ metric: MetricLabel) {
    let finite = values.filter(\.isFinite)
    low = finite.min() ?? 0
    high = finite.max() ?? 0
    goal = metric.goal
    isLog = metric.prefersLog && low > 0 && high / low > 10
  }

  /// Which part of this scale another one takes up, 0…1.
  func share(of other: HeatScale) -> Double {
    guard high > low else { return 1 }
    return isLog
      ? log(other.high / other.low) / log(high / low) : (other.high - other.low) / (high - low)
  }

  /// The color step of a value: 0 worst, 6 best; 3 where all values are the same.
  func step(of value: Double) -> Int {
    guard high > low else { return 3 }
    let share = isLog ? log(value / low) / log(high / low) : (value - low) / (high - low)
    let better = goal == .maximize ? share : 1 - share
    return min(Palette.heatLight.count - 1, Int(better * Double(Palette.heatLight.count)))
  }
}
