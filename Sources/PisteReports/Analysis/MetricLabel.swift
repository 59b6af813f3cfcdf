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
    let quantity = parts[1] == "rmse" ? "RMSE" : parts[1].replacing("_", with: " ")
    return split + " " + quantity
  }

  /// Whether it is a fraction, written in per cent.
  var isFraction: Bool { name.hasSuffix("/accuracy") }

  /// Whether a logarithmic axis suits it when its values span much.
  var prefersLog: Bool { name.hasSuffix("/loss") || name == Metric.gradientNorm }

  /// A value: `88.12 %` or `0.3254`.
  func text(_ value: Double?) -> String {
    guard let value else { return "–" }
    guard isFraction, value.isFinite else { return NumberFormat.significant(value, digits: 4) }
    return visible(value * 100, digits: 2) + " %"
  }

  /// A value in few letters, for the cells of a heat map: `88.1` or `0.325`.
  func brief(_ value: Double) -> String {
    isFraction
      ? NumberFormat.fixed(value * 100, digits: 1) : NumberFormat.significant(value, digits: 3)
  }

  /// A mean with the half width of its interval: `88.12 ± 0.31 %`.
  func text(_ interval: Interval) -> String {
    difference(interval) + (isFraction ? " %" : "")
  }

  /// An interval's ends: `87.81 to 88.43 %`.
  func ends(_ interval: Interval) -> String {
    differenceEnds(interval) + (isFraction ? " %" : "")
  }

  /// The size of a difference: `0.31 percentage points` or `0.0124`.
  func distance(_ value: Double) -> String {
    isFraction
      ? visible(abs(value) * 100, digits: 2) + " percentage points"
      : NumberFormat.significant(abs(value), digits: 3)
  }

  /// The ends of a difference's interval, in points for fractions: `0.10 to 0.52`.
  func differenceEnds(_ interval: Interval) -> String {
    let spread = interval.halfWidth * factor
    return written(interval.lower * factor, spread: spread) + " to "
      + written(interval.upper * factor, spread: spread)
  }

  /// A signed difference with the reach of its interval, in points for fractions: `−0.31 ± 0.20`.
  func difference(_ interval: Interval) -> String {
    let spread = interval.halfWidth * factor
    let reach =
      spread == 0 && !isFraction ? "0" : visible(spread, digits: digits(for: spread))
    return written(interval.estimate * factor, spread: spread) + " ± " + reach
  }

  /// What a value is multiplied by before it is written.
  private var factor: Double { isFraction ? 100 : 1 }

  /// A number with the digits that its uncertainty leaves it.
  private func written(_ value: Double, spread: Double) -> String {
    let digits = digits(for: spread)
    // Next to such a spread it is what rounding left of zero.
    if abs(value) < 1e-9 * spread { return NumberFormat.fixed(0, digits: min(8, digits)) }
    guard !isFraction, value.isFinite, value != 0 else { return visible(value, digits: digits) }
    guard spread != 0 else { return NumberFormat.significant(value, digits: 4) }
    guard digits > Self.mostDigits else { return visible(value, digits: digits) }
    let places = Int(log10(abs(value)).rounded(.down)) + digits + 1
    return NumberFormat.significant(value, digits: min(15, max(2, places)))
  }

  /// A number with fixed digits, or two that count where those would show it as zero.
  private func visible(_ value: Double, digits: Int) -> String {
    guard value != 0 else {
      return digits > Self.mostDigits ? "0" : NumberFormat.fixed(0, digits: digits)
    }
    let text = NumberFormat.fixed(value, digits: min(Self.mostDigits, digits))
    // Fractions are of rows, so that less than this is what rounding left of zero.
    if isFraction, abs(value) < 1e-9 { return text }
    let isHidden = text.allSatisfy { "-0.".contains($0) } || digits > Self.mostDigits
    return isHidden ? NumberFormat.significant(value, digits: 2) : text
  }

  /// As many digits stand after the point at most; smaller numbers are written with an exponent.
  private static let mostDigits = 8

  /// Digits after the point so that an uncertainty shows two that count.
  private func digits(for spread: Double) -> Int {
    guard !isFraction else { return 2 }
    guard spread.isFinite, spread > 0 else { return 4 }
    return max(0, 1 - Int(log10(spread).rounded(.down)))
  }
}
