internal import PisteCore

/// Reads durations of the file's own keys.
enum DurationReader {
  static let examples = "as in 90s, 10m or 1h30m; a plain number counts seconds"

  /// The seconds that a scalar writes; nil, with a fault, for what is no duration above 0.
  static func seconds(
    _ node: YAMLNode, of key: String, _ faults: inout Faults
  ) -> Double? {
    guard case .scalar(let text, _) = node.content,
      let seconds = ScalarText.number(text) ?? duration(text)
    else {
      if let text = node.text, case .count? = Quantity(text) {
        faults.add(
          .wrongUnit, "`\(key)` is a duration, and `\(text)` is a count",
          hint: text.hasSuffix("M") ? "minutes are written `m`: \(text.dropLast())m" : examples,
          at: node.location)
      } else {
        faults.add(
          .wrongType, "`\(key)` must be a duration, not \(node.phrase)",
          hint: spaceless(node).map { "write \($0)" } ?? examples, at: node.location)
      }
      return nil
    }
    guard seconds > 0, seconds <= Quantity.longest else {
      faults.add(
        .outOfRange,
        seconds > 0
          ? "`\(key)` is \(text), longer than ten years"
          : "`\(key)` is \(text), and no time is left",
        hint: "leave it out for no limit", at: node.location)
      return nil
    }
    return seconds
  }

  private static func duration(_ text: String) -> Double? {
    if case .duration(let seconds)? = Quantity(text) { seconds } else { nil }
  }

  /// The text without its blanks, where that makes it a quantity.
  static func spaceless(_ node: YAMLNode) -> String? {
    guard let text = node.text, text.contains(" ") else { return nil }
    let joined = text.filter { $0 != " " }
    return Quantity(joined) == nil ? nil : joined
  }
}
