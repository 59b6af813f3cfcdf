private import Foundation
private import PisteCore

/// Where an axis is marked and what is written there.
package struct Tick: Sendable, Hashable {
  /// The value marked.
  package var value: Double
  /// Its label.
  package var label: String

  /// Creates a tick.
  package init(value: Double, label: String) {
    self.value = value
    self.label = label
  }
}

/// Chooses round values for axes.
package enum Ticks {
  /// Multiples of 1, 2, 2.5 or 5 times a power of ten within `domain`, about `count` of them.
  ///
  /// - Parameters:
  ///   - domain: the values at the axis's ends.
  ///   - count: how many there should be.
  ///   - percent: whether labels are per cent of fractions.
  ///   - whole: whether what is counted comes in whole numbers, such as epochs, and has no ticks between.
  /// - Returns: the ticks, ascending.
  package static func linear(
    _ domain: ClosedRange<Double>, count: Int, percent: Bool = false, whole: Bool = false
  ) -> [Tick] {
    let width = domain.upperBound - domain.lowerBound
    guard width > 0, width.isFinite, count > 0 else { return [] }
    let factor = percent ? 100.0 : 1
    var step = 0.0
    var first = 0.0
    var last = 0.0
    // A round step may fit only once; then a finer one is wanted.
    for finer in [1.0, 2, 4] {
      let wanted = width * factor / Double(count) / finer
      step = whole ? niceStep(max(1, wanted), skipping: 2.5) : niceStep(wanted)
      first = (domain.lowerBound * factor / step - 1e-9).rounded(.up)
      last = (domain.upperBound * factor / step + 1e-9).rounded(.down)
      if last > first { break }
    }
    guard last >= first, last - first < 1000 else { return [] }
    let digits = self.digits(of: step)
    return (0...Int(last - first)).map { index in
      let value = (first + Double(index)) * step
      let text = label(value, digits: digits)
      return Tick(value: value / factor, label: percent ? text + " %" : text)
    }
  }

  /// Powers of ten within `domain`, with 2 and 5 times them between if there are few.
  package static func logarithmic(_ domain: ClosedRange<Double>, count: Int) -> [Tick] {
    guard domain.lowerBound > 0 else { return [] }
    let low = Int(log10(domain.lowerBound).rounded(.down))
    let high = Int(log10(domain.upperBound).rounded(.up))
    let decades = log10(domain.upperBound / domain.lowerBound)
    for factors in [[1.0], [1, 3], [1, 2, 5]] where decades * Double(factors.count) >= 2.2 {
      let stride = max(1, Int((decades / Double(count)).rounded(.up)))
      let values = (low...high).filter { $0 % stride == 0 }
        .flatMap { exponent in factors.map { $0 * power(exponent) } }
        .filter { domain.contains($0) }
      if values.count >= 2 { return values.map { Tick(value: $0, label: short($0)) } }
    }
    return linear(domain, count: count)
  }

  /// A number as levels are named: `0.01`, `0.0003`, `3e-05`, `250`.
  package static func short(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return NumberFormat.plain(value) }
    let magnitude = abs(value)
    guard magnitude < 0.0001 || magnitude >= 100_000 else {
      return NumberFormat.plain((value * 1e9).rounded() / 1e9)
    }
    var exponent = Int(log10(magnitude).rounded(.down))
    var mantissa = value / power(exponent)
    if abs(mantissa) >= 9.9995 {
      exponent += 1
      mantissa /= 10
    }
    let sign = exponent < 0 ? "-" : ""
    return NumberFormat.significant(mantissa, digits: 4)
      + "e\(sign)\(abs(exponent) < 10 && exponent < 0 ? "0" : "")\(abs(exponent))"
  }

  /// The ticks whose labels keep `gap` pixels apart, the first one always kept.
  ///
  /// - Parameters:
  ///   - ticks: the candidates.
  ///   - extent: start and end of a tick's label along the axis.
  ///   - gap: the least distance between labels.
  /// - Returns: every k-th tick, with the smallest k that will do.
  package static func thinned(
    _ ticks: [Tick], extent: (Tick) -> ClosedRange<Double>, gap: Double
  ) -> [Tick] {
    for stride in 1...max(1, ticks.count) {
      let kept = ticks.indices.filter { $0 % stride == 0 }.map { ticks[$0] }
      let extents = kept.map(extent).sorted { $0.lowerBound < $1.lowerBound }
      let clear = zip(extents, extents.dropFirst()).allSatisfy {
        $0.upperBound + gap <= $1.lowerBound
      }
      if clear { return kept }
    }
    return Array(ticks.prefix(1))
  }

  /// The least round step that is no smaller than `raw`; a step of just `skipped` is passed over.
  private static func niceStep(_ raw: Double, skipping skipped: Double? = nil) -> Double {
    let magnitude = pow(10, log10(raw).rounded(.down))
    let nice = ([1, 2, 2.5, 5].map { $0 * magnitude }).first { raw <= $0 * 1.0001 && $0 != skipped }
    return nice ?? 10 * magnitude
  }

  private static func digits(of step: Double) -> Int {
    var digits = 0
    var scaled = step
    while digits < 12, abs(scaled - scaled.rounded()) > 1e-6 * scaled {
      scaled *= 10
      digits += 1
    }
    return digits
  }

  private static func label(_ value: Double, digits: Int) -> String {
    let isExtreme = abs(value) >= 1e6 || digits > 6 && abs(value) < 0.001
    return isExtreme ? short(value) : NumberFormat.fixed(value, digits: digits)
  }

  /// A power of ten, exact where its decimal text is.
  private static func power(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 0 }
}
