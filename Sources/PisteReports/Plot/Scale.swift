private import Foundation

/// From data to pixels along one axis.
struct Scale: Sendable {
  /// How values are spaced.
  enum Kind: Sendable {
    /// Equal differences take equal room.
    case linear
    /// Equal ratios take equal room; values are positive.
    case log
  }

  /// How values are spaced.
  let kind: Kind
  /// The values at the two ends.
  let domain: ClosedRange<Double>
  /// The pixel of the domain's lower end.
  let start: Double
  /// The pixel of the domain's upper end.
  let end: Double

  /// The pixel of `value`; ends of the domain map to ends of the range.
  func position(_ value: Double) -> Double {
    let low = mapped(domain.lowerBound)
    let width = mapped(domain.upperBound) - low
    guard width > 0 else { return (start + end) / 2 }
    return start + (mapped(value) - low) / width * (end - start)
  }

  /// The pixel of `value`, brought to the nearer end if it lies outside.
  func clamped(_ value: Double) -> Double {
    position(min(max(value, domain.lowerBound), domain.upperBound))
  }

  private func mapped(_ value: Double) -> Double {
    kind == .linear ? value : log10(max(value, .leastNormalMagnitude))
  }

  /// A domain around `values` with a little air; logarithmic only if all are positive.
  static func domain(of values: [Double], kind: Kind, air: Double = 0.05) -> ClosedRange<Double> {
    let finite = values.filter { $0.isFinite && (kind == .linear || $0 > 0) }
    guard let low = finite.min(), let high = finite.max() else {
      return kind == .linear ? 0...1 : 0.1...10
    }
    switch kind {
    case .linear:
      let width = high - low
      guard width > abs(high) * 1e-12 else {
        let reach = max(abs(high) * 0.05, 1e-6)
        return (low - reach)...(high + reach)
      }
      return (low - width * air)...(high + width * air)
    case .log:
      let ratio = high / low
      guard ratio > 1 + 1e-9 else { return (low / 2)...(high * 2) }
      let factor = pow(ratio, air)
      return (low / factor)...(high * factor)
    }
  }
}
