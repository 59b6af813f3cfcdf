/// A learning curve as a few characters, the lowest block for its least value, the highest for its
/// most.
package enum Sparkline {
  private static let blocks = Array("▁▂▃▄▅▆▇█")

  /// The curve as text of at most `width` characters; empty where there is no value.
  ///
  /// - Parameters:
  ///   - values: The curve; one that is not finite is shown as `×`.
  ///   - width: Most characters, ≥ 0.
  /// - Returns: One character a value, or fewer where there are more values than room.
  package static func text(_ values: [Double], width: Int) -> String {
    let shown = sampled(values, count: width)
    let finite = shown.filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max() else {
      return String(repeating: "×", count: shown.count)
    }
    return String(
      shown.map { value -> Character in
        guard value.isFinite else { return "×" }
        // Halved, since the difference of two finite numbers need not be finite.
        let span = most / 2 - least / 2
        guard span > 0 else { return blocks[3] }
        let share = (value / 2 - least / 2) / span
        return blocks[min(7, max(0, Int((share * 7).rounded())))]
      })
  }

  /// At most `count` values of the curve at even distances, the last among them.
  package static func sampled(_ values: [Double], count: Int) -> [Double] {
    guard values.count > count else { return values }
    return (0..<max(0, count)).map { values[($0 + 1) * values.count / count - 1] }
  }
}
