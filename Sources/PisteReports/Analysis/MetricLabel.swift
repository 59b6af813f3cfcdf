private import Foundation
internal import PisteCore
internal import PisteStatistics

/// How a metric is called and written in a report.
struct MetricLabel: Sendable, Hashable {
  /// The metric's name, as `test/accuracy`.
  let name: String
  /// Which way it is better.
  let goal: Goal

  /// The name in words, as `test accuracy`.
  var title: String {
    let parts = name.split(separator: "/", maxSplits: 1)
    guard parts.count == 2 else { return name }
    let split =
      switch parts[0] {
      case "val": "validation"
      case "train": "training"
      default: String(parts[0])
      }
    return split + " " + parts[1].replacing("_", with: " ")
  }

  /// Whether it is a fraction, written in per cent.
  var isFraction: Bool { name.hasSuffix("/accuracy") }

  /// Whether a logarithmic axis suits it when its values span much.
  var prefersLog: Bool { name.hasSuffix("/loss") || name == Metric.gradientNorm }

  /// A value: `88.12 %` or `0.3254`.
  func text(_ value: Double?) -> String {
    guard let value else { return "–" }
    return isFraction ? NumberFormat.percent(value) : NumberFormat.significant(value, digits: 4)
  }

  /// A value in few letters, for the cells of a heat map: `88.1` or `0.325`.
  func brief(_ value: Double) -> String {
    isFraction
      ? NumberFormat.fixed(value * 100, digits: 1) : NumberFormat.significant(value, digits: 3)
  }

  /// A mean with the half width of its interval: `88.12 ± 0.31 %`.
  func text(_ interval: Interval) -> String {
    let factor = isFraction ? 100.0 : 1
    let digits = digits(for: interval.halfWidth)
    return NumberFormat.fixed(interval.estimate * factor, digits: digits) + " ± "
      + NumberFormat.fixed(interval.halfWidth * factor, digits: digits)
      + (isFraction ? " %" : "")
  }

  /// An interval's ends: `87.81 to 88.43 %`.
  func ends(_ interval: Interval) -> String {
    let factor = isFraction ? 100.0 : 1
    let digits = digits(for: interval.halfWidth)
    return NumberFormat.fixed(interval.lower * factor, digits: digits) + " to "
      + NumberFormat.fixed(interval.upper * factor, digits: digits) + (isFraction ? " %" : "")
  }

  /// The size of a difference: `0.31 percentage points` or `0.0124`.
  func distance(_ value: Double) -> String {
    isFraction
      ? NumberFormat.fixed(abs(value) * 100, digits: 2) + " percentage points"
      : NumberFormat.significant(abs(value), digits: 3)
  }

  /// The ends of a difference's interval, in points for fractions: `0.10 to 0.52`.
  func differenceEnds(_ interval: Interval) -> String {
    let factor = isFraction ? 100.0 : 1
    let digits = digits(for: interval.halfWidth)
    return NumberFormat.fixed(interval.lower * factor, digits: digits) + " to "
      + NumberFormat.fixed(interval.upper * factor, digits: digits)
  }

  /// A signed difference with the reach of its interval, in points for fractions: `−0.31 ± 0.20`.
  func difference(_ interval: Interval) -> String {
    let factor = isFraction ? 100.0 : 1
    let digits = digits(for: interval.halfWidth)
    return NumberFormat.fixed(interval.estimate * factor, digits: digits) + " ± "
      + NumberFormat.fixed(interval.halfWidth * factor, digits: digits)
  }

  /// Digits after the point so that an uncertainty shows two that count.
  private func digits(for halfWidth: Double) -> Int {
    guard !isFraction else { return 2 }
    guard halfWidth.isFinite, halfWidth > 0 else { return 4 }
    return min(8, max(0, 1 - Int(log10(halfWidth).rounded(.down))))
  }
}
